import { caseList } from "@shouwen/api/cases.ts";
import type { Queue } from "@shouwen/api/types.ts";
import { useQuery } from "@tanstack/react-query";
import { api } from "./api.ts";
import { useCommunity } from "./community.tsx";

const REFRESH_MS = 30_000;

/** How many cases wait in a queue of the reader's; nothing for none. */
export function QueueCount({ queue, className }: { queue: Queue; className?: string | undefined }) {
  const { id } = useCommunity();
  const asked = { queue, limit: 1, include: ["total_count" as const] };
  const found = useQuery({
    ...caseList(api, { ...asked, ...(id && { community_id: [id] }) }),
    refetchInterval: REFRESH_MS,
  });
  if (!found.data?.total_count) return null;
  return <span className={`figures ${className ?? ""}`}>{found.data.total_count}</span>;
}
