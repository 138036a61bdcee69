import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

export interface SignIn {
  username: string;
  password: string;
}

declare module "vitest" {
  interface ProvidedContext {
    url: string;
    personas: Record<string, SignIn>;
    /** The server's process, if it is one of ours: told to stop, it comes again at the same address. */
    processFile: string | undefined;
  }
}

const SHOUWEN = fileURLToPath(new URL("../../.venv/bin/shouwen", import.meta.url));
const STARTS_WITHIN_MS = 120_000;

/** Gives the journeys a server: the one named by the environment, or one of their own. */
export default async function setup(project: TestProject) {
  const { SHOUWEN_E2E_URL: url, SHOUWEN_E2E_PERSONAS: personas } = process.env;
  if (url && personas) return provide(project, url, personas);
  return await ownServer(project);
}

function provide(project: TestProject, url: string, personas: string, processFile?: string): void {
  project.provide("url", url.replace(/\/$/, ""));
  project.provide("personas", JSON.parse(readFileSync(personas, "utf8")));
  project.provide("processFile", processFile);
}

async function ownServer(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "shouwen-e2e-"));
  const env = { ...process.env, SHOUWEN_DATA_DIR: folder, SHOUWEN_MODE: "development" };
  const personas = join(folder, "personas.json");
  const run = (...command: string[]) =>
    execFileSync(SHOUWEN, command, { env, stdio: ["ignore", "ignore", "inherit"] });
  const forget = () => rmSync(folder, { recursive: true, force: true });
  const planted = process.env.SHOUWEN_E2E_DEMO;
  try {
    if (planted && existsSync(join(planted, "personas.json")))
      cpSync(planted, folder, { recursive: true });
    else {
      run("migrate");
      run("demo", "--personas", personas);
    }
    const port = await freePort(); // asked for late: what is free now may be taken by the time a demo is planted
    const url = `http://127.0.0.1:${port}`;
    const server = keepServing(env, port, join(folder, "serve.pid"));
    await answers(`${url}/readyz`, server.now());
    provide(project, url, personas, join(folder, "serve.pid"));
    return () => server.end().then(forget);
  } catch (error) {
    forget();
    throw error;
  }
}

/** A server that starts again when it stops, as under a supervisor, until we end it. */
function keepServing(env: NodeJS.ProcessEnv, port: number, processFile: string) {
  let ending = false;
  const serve = () => {
    const started = spawn(SHOUWEN, ["serve", "--port", String(port)], { env, stdio: "ignore" });
    writeFileSync(processFile, String(started.pid));
    started.once("exit", (code) => {
      if (!ending && code !== 1) server = serve();
    });
    return started;
  };
  let server = serve();
  return {
    now: () => server,
    end: () => {
      ending = true;
      return ended(server);
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  const until = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < until) {
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    const reply = await fetch(url).catch(() => null);
    if (reply?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  server.kill("SIGKILL");
  throw new Error(`no answer at ${url} within ${STARTS_WITHIN_MS / 1000} s`);
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const kill = setTimeout(() => server.kill("SIGKILL"), 10_000);
    server.once("exit", () => {
      clearTimeout(kill);
      resolve();
    });
    server.kill("SIGTERM");
  });
}
