import { expect, it } from "vitest";
import { createStreamParser, type StreamMessage } from "./event-stream.ts";

function read(...pieces: string[]): StreamMessage[] {
  const found: StreamMessage[] = [];
  const feed = createStreamParser((message) => found.push(message));
  for (const piece of pieces) feed(piece);
  return found;
}

const READY = "event: ready\ndata: {}\nid: c1\nretry: 3000\n\n";
const EVENT = 'data: {"event":"cases.heard"}\nid: c2\n\n';

it("reads messages, and pings as messages without data", () => {
  expect(read(`${READY}: ping\nid: c1\n\n${EVENT}`)).toEqual([
    { event: "ready", data: "{}", id: "c1" },
    { event: "message", data: undefined, id: "c1" },
    { event: "message", data: '{"event":"cases.heard"}', id: "c2" },
  ]);
});

it("reads the same from pieces cut anywhere", () => {
  const whole = READY + EVENT;
  for (let cut = 1; cut < whole.length; cut += 1) {
    expect(read(whole.slice(0, cut), whole.slice(cut))).toEqual(read(whole));
  }
  expect(read(...whole)).toEqual(read(whole));
});

it("gives nothing before the empty line has come", () => {
  expect(read(EVENT.trimEnd())).toEqual([]);
});

it("takes what a proxy may have made of the line ends, and data of several lines", () => {
  expect(read("data: one\r\ndata: two\r\n\r\n")).toEqual([
    { event: "message", data: "one\ntwo", id: undefined },
  ]);
});
