/** One field the server would not take; `pointer` is a JSON pointer into the body sent. */
export interface FieldFault {
  pointer: string;
  code: string;
  message: string;
}

interface ProblemBody {
  title?: string;
  detail?: string;
  code?: string;
  request_id?: string;
  errors?: FieldFault[];
  [more: string]: unknown;
}

/** The server's "no", in the reader's language (RFC 9457). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly requestId: string | undefined;
  readonly faults: FieldFault[];
  /** The whole body: a problem may tell more than all problems do. */
  readonly more: Record<string, unknown>;
  readonly retryAfterSeconds: number | undefined;

  constructor(response: Response, body: ProblemBody) {
    super(body.detail || body.title || `HTTP ${response.status}`);
    this.name = "ApiProblem";
    this.status = response.status;
    this.code = body.code ?? `http.${response.status}`;
    this.title = body.title ?? this.message;
    this.requestId = body.request_id ?? response.headers.get("X-Request-Id") ?? undefined;
    this.faults = body.errors ?? [];
    this.more = body;
    const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
    this.retryAfterSeconds = Number.isFinite(seconds) ? seconds : undefined;
  }
}

/** No answer came: the network is down or the server is. Whether it acted is not known. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super("unreachable", { cause });
    this.name = "Unreachable";
  }
}

export interface Answer<Data> {
  data: Data;
  etag: string | null;
  /** True when the server had already done this and told the same again. */
  replayed: boolean;
}

type Reply<Data> = { data?: Data; error?: unknown; response: Response };

/** Turns a client call into its answer, or throws an `ApiProblem` or `Unreachable`. */
export async function answer<Data>(call: Promise<Reply<Data>>): Promise<Answer<Data>> {
  const reply = await call.catch((cause: unknown) => {
    throw cause instanceof DOMException && cause.name === "AbortError"
      ? cause
      : new Unreachable(cause);
  });
  const { response, data, error } = reply;
  if (!response.ok) throw new ApiProblem(response, (error ?? {}) as ProblemBody);
  return {
    data: data as Data,
    etag: response.headers.get("ETag"),
    replayed: response.headers.get("Idempotent-Replayed") === "true",
  };
}

/** The body of the answer alone, for queries. */
export async function body<Data>(call: Promise<Reply<Data>>): Promise<Data> {
  return (await answer(call)).data;
}
