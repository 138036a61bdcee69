import type { CommitmentOut, CommitmentRow } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Link } from "@tanstack/react-router";

const PAGES = { case: "/cases/$id", renovation: "/renovations/$id" } as const;

interface Props {
  subject: CommitmentOut["subject"];
  className?: string | undefined;
}

/** The number of what a promise is about, leading to where it is seen; without a number, what kind of thing it is. */
export function SubjectLink({ subject, className = "" }: Props) {
  const label = useLabels();
  const { id, type } = subject;
  const name = subject.number ?? label("subject_type", type);
  if (type === "case" || type === "renovation")
    return (
      <Link className={className} params={{ id }} to={PAGES[type]}>
        {name}
      </Link>
    );
  if (type === "contact")
    return (
      <Link className={className} search={{ waiting: "true" }} to="/contacts">
        {name}
      </Link>
    );
  if (type === "duty")
    return (
      <Link className={className} to="/duties">
        {name}
      </Link>
    );
  if (type === "callback_quarter")
    return (
      <Link className={className} search={{ quarter: name }} to="/callbacks/quarter">
        {name}
      </Link>
    );
  return <span className={className}>{name}</span>;
}

type Headed = Pick<CommitmentRow, "about"> & {
  part?: string | null;
  subject: Pick<CommitmentOut["subject"], "type">;
};

/** Where it is and what it is, in words: a number alone says nothing to a manager on the way. */
export function Heading({ shown, className }: { shown: Headed; className?: string | undefined }) {
  const label = useLabels();
  if (!shown.about) return null;
  const { unit, title } = shown.about;
  const kind = shown.subject.type === "renovation" && label("subject_type", "renovation");
  return (
    <span className={className}>{[unit, kind, title, shown.part].filter(Boolean).join(" ")}</span>
  );
}
