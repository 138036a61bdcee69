import { useLabels } from "@shouwen/i18n/use-labels.ts";
import type { Tone } from "@shouwen/ui/palette.ts";
import { Tag } from "@shouwen/ui/tag.tsx";

const STATE_TONES: Record<string, Tone> = {
  heard: "amber",
  owned: "blue",
  handling: "teal",
  finished: "violet",
  confirmed: "green",
  closed: "neutral",
  voided: "neutral",
};

export function StateTag({ state }: { state: string }) {
  const label = useLabels();
  return (
    <Tag dot tone={STATE_TONES[state] ?? "neutral"}>
      {label("state", state)}
    </Tag>
  );
}

/** Nothing for the ordinary: only what stands out is marked. */
export function SeverityTag({ severity }: { severity: string }) {
  const label = useLabels();
  if (severity === "normal") return null;
  return <Tag tone={severity === "major" ? "red" : "amber"}>{label("severity", severity)}</Tag>;
}
