import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ApiProblem } from "./problem.ts";
import { type Listening, readStream } from "./stream.ts";

function listening() {
  return {
    ready: vi.fn<Listening["ready"]>(),
    event: vi.fn<Listening["event"]>(),
    cursor: vi.fn<Listening["cursor"]>(),
  };
}

/** A server whose answer the test writes. */
function line() {
  let write: (text: string) => void = () => {};
  let close = () => {};
  const requests: Request[] = [];
  const send = async (request: Request) => {
    requests.push(request);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        write = (text) => controller.enqueue(new TextEncoder().encode(text));
        close = () => controller.close();
        request.signal.addEventListener("abort", () => controller.error(request.signal.reason));
      },
    });
    return new Response(body, { status: 200 });
  };
  return {
    requests,
    transport: { baseUrl: "http://desk.test", send },
    write: (text: string) => write(text),
    close: () => close(),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("tells what comes, with the cursor, and ends with the stream", async () => {
  const server = line();
  const ears = listening();
  const reading = readStream(server.transport, "c0", ears, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(0);
  server.write('event: ready\ndata: {}\nid: c1\n\ndata: {"event":"cases.heard"}\nid: c2\n\n');
  server.close();
  await reading;
  expect(server.requests[0]?.headers.get("Last-Event-ID")).toBe("c0");
  expect(ears.ready).toHaveBeenCalledTimes(1);
  expect(ears.event).toHaveBeenCalledWith({ event: "cases.heard" });
  expect(ears.cursor.mock.calls).toEqual([["c1"], ["c2"]]);
});

it("leaves a line that has fallen silent, and stays while pings come", async () => {
  const server = line();
  const reading = readStream(
    server.transport,
    undefined,
    listening(),
    new AbortController().signal,
  ).catch((error: unknown) => error);
  const signal = () => server.requests[0]?.signal.aborted;
  for (let n = 0; n < 5; n += 1) {
    await vi.advanceTimersByTimeAsync(15_000);
    server.write(": ping\n\n");
  }
  await vi.advanceTimersByTimeAsync(0);
  expect(signal()).toBe(false);
  await vi.advanceTimersByTimeAsync(50_000);
  expect(signal()).toBe(true);
  await reading;
});

it("throws the server's no", async () => {
  const no = new Response(JSON.stringify({ code: "access.session_unknown" }), { status: 401 });
  const transport = { baseUrl: "http://desk.test", send: async () => no };
  const reading = readStream(transport, undefined, listening(), new AbortController().signal);
  await expect(reading).rejects.toSatisfy(
    (error) => error instanceof ApiProblem && error.code === "access.session_unknown",
  );
});
