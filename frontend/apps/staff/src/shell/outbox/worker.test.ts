import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";

const SOURCE = readFileSync(join(import.meta.dirname, "../../../worker/worker.js"), "utf8");
const ORIGIN = "https://desk.example";

type Listener = (event: { request?: Request; waitUntil?: unknown; respondWith?: unknown }) => void;

/** A browser's end of a worker: its files by cache and path, and a network that answers or does not. */
class Browser {
  readonly kept = new Map<string, Map<string, Response>>();
  readonly network = vi.fn<(path: string) => Promise<Response>>();
  private readonly listeners = new Map<string, Listener>();

  start(release: string, files: string[]): void {
    const source = SOURCE.replace("__RELEASE__", release)
      .replace("__ENTRY__", `entry-${release}`)
      .replace('"__FILES__"', files.map((file) => JSON.stringify(file)).join(","));
    const scope = {
      addEventListener: (name: string, listener: Listener) => this.listeners.set(name, listener),
      location: { origin: ORIGIN },
      skipWaiting: () => {},
    };
    const ask = (what: string | Request) => this.network(path(what));
    new Function("self", "caches", "fetch", source)(scope, this.caches(), ask);
  }

  async hear(name: "install" | "activate"): Promise<void> {
    let done: Promise<void> = Promise.resolve();
    const waitUntil = (promise: Promise<void>) => {
      done = promise;
    };
    this.listeners.get(name)?.({ waitUntil });
    await done;
  }

  /** What the worker answers; nothing where it leaves the request alone. */
  async ask(where: string, mode: "navigate" | "cors", method = "GET"): Promise<string | undefined> {
    let answer: Promise<Response> | undefined;
    const request = { url: ORIGIN + where, mode, method } as Request;
    this.listeners.get("fetch")?.({
      request,
      respondWith: (promise: Promise<Response>) => {
        answer = promise;
      },
    });
    return answer && (await answer).text();
  }

  private caches() {
    return {
      open: async (name: string) => {
        const files = this.kept.get(name) ?? new Map<string, Response>();
        this.kept.set(name, files);
        return {
          addAll: async (paths: string[]) => {
            for (const one of paths) files.set(one, await this.network(one));
          },
          put: async (where: string, response: Response) => void files.set(where, response),
          match: async (where: string) => files.get(where)?.clone(),
        };
      },
      keys: async () => [...this.kept.keys()],
      delete: async (name: string) => this.kept.delete(name),
    };
  }
}

const path = (what: string | Request) =>
  typeof what === "string" ? what : what.url.slice(ORIGIN.length);

describe("the worker behind the page for phones", () => {
  let browser: Browser;
  const serve = (release: string) =>
    browser.network.mockImplementation(async (what) => new Response(`${what} entry-${release}`));

  beforeEach(async () => {
    browser = new Browser();
    serve("one");
    browser.start("one", ["/assets/a.js"]);
    await browser.hear("install");
    await browser.hear("activate");
  });

  it("asks the server first, so that a new release is seen at once", async () => {
    serve("two");
    expect(await browser.ask("/field", "navigate")).toBe("/field entry-two");
  });

  it("shows the kept page where no answer comes, or comes too late", async () => {
    browser.network.mockRejectedValue(new TypeError("no network"));
    expect(await browser.ask("/cases/1", "navigate")).toBe("/ entry-one");
    expect(await browser.ask("/assets/a.js", "cors")).toBe("/assets/a.js entry-one");
    vi.useFakeTimers();
    browser.network.mockReturnValue(new Promise(() => {}));
    const late = browser.ask("/field", "navigate");
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    expect(await late).toBe("/ entry-one");
  });

  it("never stands between the page and the API", async () => {
    expect(await browser.ask("/api/v1/me", "cors")).toBeUndefined();
    expect(await browser.ask("/api/v1/cases/1/paper", "navigate")).toBeUndefined();
    expect(await browser.ask("/assets/a.js", "cors", "POST")).toBeUndefined();
    expect(await browser.ask("/assets/other.js", "cors")).toBeUndefined();
    const held = [...(browser.kept.get("shouwen.one") ?? new Map()).keys()];
    expect(held.sort()).toEqual(["/", "/assets/a.js"]);
  });

  it("leaves nothing of the last release behind", async () => {
    serve("two");
    browser.start("two", ["/assets/b.js"]);
    await browser.hear("install");
    await browser.hear("activate");
    expect([...browser.kept.keys()]).toEqual(["shouwen.two"]);
  });

  it("does not keep the files of one release with the page of another", async () => {
    browser.start("two", ["/assets/b.js"]);
    await expect(browser.hear("install")).rejects.toThrow("another release");
  });
});
