import type { Api } from "./client.ts";
import { body } from "./problem.ts";

/** What the caller was writing under this name on any device. */
export async function draftNamed(api: Api, name: string) {
  const query = { name: [name] };
  const found = await body(api.GET("/api/v1/drafts", { params: { query } }));
  return found.data[0];
}

export function saveDraft(api: Api, communityId: string, name: string, text: string) {
  const given = { community_id: communityId, text };
  return body(api.PUT("/api/v1/drafts/{name}", { params: { path: { name } }, body: given }));
}

export async function forgetDraft(api: Api, name: string): Promise<void> {
  await api.DELETE("/api/v1/drafts/{name}", { params: { path: { name } } });
}
