import { createStreamParser } from "./event-stream.ts";
import { ApiProblem } from "./problem.ts";
import type { Transport } from "./transport.ts";
import type { EventOut } from "./types.ts";

/** Two of the server's pings missed, and some patience: nobody is there any more. */
const SILENT_MS = 40_000;
const LOOK_EVERY_MS = 5000;

/** What a listener is told. Every message comes with the cursor to go on from, where it has one. */
export interface Listening {
  ready: () => void;
  event: (event: EventOut) => void;
  cursor: (cursor: string) => void;
}

/**
 * Reads the live stream until it ends or falls silent. `EventSource` would show neither pings nor refusals,
 * so a connection that died in the sleep of a laptop would look alive. Throws `ApiProblem` when refused.
 */
export async function readStream(
  transport: Transport,
  cursor: string | undefined,
  listening: Listening,
  signal: AbortSignal,
): Promise<void> {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  if (signal.aborted) leave();
  signal.addEventListener("abort", leave);
  const silence = watchForSilence(leave);
  try {
    const response = await transport.send(request(transport, cursor, leaving.signal));
    if (!response.ok || !response.body) throw await refusal(response);
    const parse = createStreamParser(({ event, data, id }) => {
      if (event === "ready") listening.ready();
      else if (data !== undefined) listening.event(JSON.parse(data) as EventOut);
      if (id !== undefined) listening.cursor(id);
    });
    await readAll(response.body, (text) => {
      silence.heard();
      parse(text);
    });
  } finally {
    silence.stop();
    signal.removeEventListener("abort", leave);
    leave();
  }
}

function request(transport: Transport, cursor: string | undefined, signal: AbortSignal): Request {
  const headers = cursor === undefined ? {} : { "Last-Event-ID": cursor };
  return new Request(`${transport.baseUrl}/api/v1/stream`, { headers, signal, cache: "no-store" });
}

async function refusal(response: Response): Promise<ApiProblem> {
  return new ApiProblem(response, await response.json().catch(() => ({})));
}

async function readAll(body: ReadableStream<Uint8Array>, take: (text: string) => void) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    take(decoder.decode(value, { stream: true }));
  }
}

/** Counted by the clock and not by one long timer, which would sleep with the device. */
function watchForSilence(tell: () => void) {
  let last = Date.now();
  const timer = setInterval(() => {
    if (Date.now() - last > SILENT_MS) tell();
  }, LOOK_EVERY_MS);
  return {
    heard: () => {
      last = Date.now();
    },
    stop: () => clearInterval(timer),
  };
}
