/** One message of a `text/event-stream`. A ping is a message without data. */
export interface StreamMessage {
  event: string;
  data: string | undefined;
  id: string | undefined;
}

/**
 * Reads a `text/event-stream` piece by piece (WHATWG HTML, §9.2.6): give it text as it comes, in whatever
 * pieces; it gives each message when its empty line has come.
 */
export function createStreamParser(take: (message: StreamMessage) => void): (text: string) => void {
  let rest = "";
  let lines: string[] = [];
  return (text) => {
    const parts = (rest + text).split(/\r\n|\n|\r(?=[^\n])/);
    rest = parts.pop() ?? "";
    for (const line of parts) {
      if (line !== "") {
        lines.push(line);
      } else if (lines.length > 0) {
        take(readMessage(lines));
        lines = [];
      }
    }
  };
}

function readMessage(lines: string[]): StreamMessage {
  const values = (name: string) =>
    lines
      .filter((line) => line === name || line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).replace(/^ /, ""));
  const data = values("data");
  return {
    event: values("event").at(-1) ?? "message",
    data: data.length > 0 ? data.join("\n") : undefined,
    id: values("id").at(-1),
  };
}
