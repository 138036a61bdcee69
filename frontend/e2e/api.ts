import { inject } from "vitest";
import { passwordOf, usernameOf } from "./desk.ts";

type Json = Record<string, unknown>;

export interface Caller {
  get: (path: string) => Promise<Json>;
  post: (path: string, body: Json, headers?: Record<string, string>) => Promise<Json>;
  patch: (path: string, body: Json, headers?: Record<string, string>) => Promise<Json>;
  put: (path: string, body: Json, headers?: Record<string, string>) => Promise<Json>;
  upload: (name: string, text: string) => Promise<Json>;
}

/** The API as a persona, by token: for what a journey needs to find in place. */
export async function as(persona: string): Promise<Caller> {
  const call = async (method: string, path: string, token: string, body?: Json, more = {}) => {
    const reply = await fetch(`${inject("url")}/api/v1${path}`, {
      method,
      headers: {
        "Content-Type": "application/json",
        "Idempotency-Key": crypto.randomUUID(),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...more,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
    return text ? (JSON.parse(text) as Json) : {};
  };
  const credentials = { username: usernameOf(persona), password: passwordOf(persona) };
  const tokens = await call("POST", "/sessions", "", { ...credentials, client: "token" });
  const token = String(tokens.access_token);
  return {
    get: (path) => call("GET", path, token),
    post: (path, body, headers) => call("POST", path, token, body, headers),
    patch: (path, body, headers) => call("PATCH", path, token, body, headers),
    put: (path, body, headers) => call("PUT", path, token, body, headers),
    upload: async (name, text) => {
      const form = new FormData();
      form.append("file", new Blob([text]), name);
      const headers = { Authorization: `Bearer ${token}` };
      const url = `${inject("url")}/api/v1/files`;
      const reply = await fetch(url, { method: "POST", headers, body: form });
      if (!reply.ok) throw new Error(`POST /files: ${reply.status} ${await reply.text()}`);
      return (await reply.json()) as Json;
    },
  };
}

/** A new case heard by the caller, in the first community they see. */
export async function hear(caller: Caller, title: string, more: Json = {}): Promise<Json> {
  const communities = (await caller.get("/communities")) as { data: { id: string }[] };
  return caller.post("/cases", {
    community_id: communities.data[0]?.id,
    kind: "repair",
    title,
    contact: { channel: "phone", person: { name: "王女士", phone: "19900001234" } },
    ...more,
  });
}
