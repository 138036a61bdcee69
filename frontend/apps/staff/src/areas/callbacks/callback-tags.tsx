import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import type { CallbackRow } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import type { Tone } from "@shouwen/ui/palette.ts";
import { Tag } from "@shouwen/ui/tag.tsx";
import { CommitmentClock } from "../../shell/promises/commitment-state.tsx";
import { WAITING } from "./callback-search.ts";

const TONES: Record<string, Tone> = {
  drawn: "amber",
  assigned: "blue",
  attempted: "teal",
  recorded: "violet",
  reviewed: "green",
  failed: "red",
};

export function CallbackStateTag({ state }: { state: string }) {
  const label = useLabels();
  return (
    <Tag dot tone={TONES[state] ?? "neutral"}>
      {label("callback_state", state)}
    </Tag>
  );
}

const CORRECTIVE_TONES: Record<string, Tone> = {
  opened: "amber",
  decided: "blue",
  carried_out: "violet",
  closed: "green",
  ineffective: "red",
};

export function CorrectiveStateTag({ state }: { state: string }) {
  const label = useLabels();
  return (
    <Tag dot tone={CORRECTIVE_TONES[state] ?? "neutral"}>
      {label("corrective_state", state)}
    </Tag>
  );
}

/** Time left to call, or time over, by the clock all screens share; nothing once it was made. */
export function CallbackClock({ shown }: { shown: Pick<CallbackRow, "state" | "due_at"> }) {
  if (!WAITING.includes(shown.state)) return null;
  return <CommitmentClock shown={{ state: "open", due_at: shown.due_at, kept_at: null }} />;
}
