import { describe, expect, it } from "vitest";
import { caseList, hearCase } from "./cases.ts";
import { createApi } from "./client.ts";
import { ApiProblem, answer, Unreachable } from "./problem.ts";

type Reply = { status: number; body?: unknown; headers?: Record<string, string> };

/** An API whose server answers as told and remembers what it was asked: the transport seam at work. */
function apiAnswering(reply: Reply | Error, language = "zh-CN") {
  const asked: Request[] = [];
  const send = async (request: Request) => {
    asked.push(request.clone());
    if (reply instanceof Error) throw reply;
    const type = reply.status < 400 ? "application/json" : "application/problem+json";
    return new Response(reply.body === undefined ? null : JSON.stringify(reply.body), {
      status: reply.status,
      headers: { "Content-Type": type, ...reply.headers },
    });
  };
  return { api: createApi({ baseUrl: "http://desk.test", send }, () => language), asked };
}

const CASE = {
  community_id: "01980000-0000-7000-8000-000000000001",
  kind: "repair" as const,
  title: "漏水",
  contact: { channel: "phone" as const },
};

describe("requests", () => {
  it("ask in the reader's language and repeat a parameter for each value", async () => {
    const { api, asked } = apiAnswering({ status: 200, body: { data: [] } }, "en");
    const { queryFn } = caseList(api, { state: ["heard", "owned"], q: "电梯" });
    await queryFn?.({ signal: new AbortController().signal } as never);
    expect(asked[0]?.headers.get("Accept-Language")).toBe("en");
    expect(new URL(asked[0]?.url ?? "").searchParams.getAll("state")).toEqual(["heard", "owned"]);
    expect(new URL(asked[0]?.url ?? "").searchParams.get("q")).toBe("电梯");
  });

  it("carry the device's idempotency key, and tell a replay from a first answer", async () => {
    const headers = { ETag: '"v1"', "Idempotent-Replayed": "true" };
    const { api, asked } = apiAnswering({ status: 201, body: { number: "BX1" }, headers });
    const made = await hearCase(api, "key-1", CASE);
    expect(asked[0]?.headers.get("Idempotency-Key")).toBe("key-1");
    expect(made).toMatchObject({ data: { number: "BX1" }, etag: '"v1"', replayed: true });
  });
});

describe("answers that are no", () => {
  it("become a problem with code, request id, fields and the time to wait", async () => {
    const { api } = apiAnswering({
      status: 429,
      headers: { "Retry-After": "30" },
      body: {
        title: "请求过多",
        detail: "请稍后再试",
        code: "access.locked",
        request_id: "r-1",
        errors: [{ pointer: "/title", code: "too_long", message: "太长" }],
      },
    });
    const problem = await hearCase(api, "key", CASE).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({
      status: 429,
      code: "access.locked",
      message: "请稍后再试",
      requestId: "r-1",
      retryAfterSeconds: 30,
      faults: [{ pointer: "/title", code: "too_long", message: "太长" }],
    });
  });

  it("are told apart from no answer at all", async () => {
    const { api } = apiAnswering(new TypeError("network down"));
    await expect(answer(api.GET("/api/v1/me", {}))).rejects.toBeInstanceOf(Unreachable);
  });

  it("are understood when something before the server answers", async () => {
    const { api } = apiAnswering({ status: 502, body: "bad gateway" });
    await expect(answer(api.GET("/api/v1/me", {}))).rejects.toMatchObject({ code: "http.502" });
  });
});
