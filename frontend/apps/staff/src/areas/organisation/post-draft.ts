import type { PostPatch } from "@shouwen/api/organisation.ts";
import type { PostRow } from "@shouwen/api/types.ts";

/** What the form of a post holds; what was cleared is undefined. */
export interface PostDraft {
  name: string;
  department_id?: string | undefined;
  zone_id?: string | undefined;
  superior_post_id?: string | undefined;
  deputy_post_id?: string | undefined;
  is_reception: boolean;
}

export function draftOf(post: PostRow): PostDraft {
  return {
    name: post.name,
    department_id: post.department?.id,
    zone_id: post.zone?.id,
    superior_post_id: post.superior?.id,
    deputy_post_id: post.deputy?.id,
    is_reception: post.is_reception,
  };
}

const FIELDS = [
  "name",
  "department_id",
  "zone_id",
  "superior_post_id",
  "deputy_post_id",
  "is_reception",
] as const satisfies (keyof PostDraft)[];

/** Only what is different, so that the journal tells what was changed; null takes something away. */
export function changes(before: PostDraft, after: PostDraft): PostPatch {
  const different = FIELDS.filter((name) => (before[name] ?? null) !== (after[name] ?? null));
  return Object.fromEntries(different.map((name) => [name, after[name] ?? null]));
}
