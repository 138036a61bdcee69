import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import type { DrawOut, EnrolledRow } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import page from "../../shell/page.module.css";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { Section } from "../../shell/section.tsx";
import draws from "./draws.module.css";
import { type CutCheck, holds, type Verification, verifyDraw } from "./verify-draw.ts";

interface Props {
  draw: DrawOut;
  rows: EnrolledRow[];
}

/** Draws the month again in the reader's own browser, and shows step by step whether the same comes out. */
export function DrawProof({ draw, rows }: Props) {
  const { t } = useTranslation();
  const proof = useMutation({ mutationFn: () => verifyDraw(draw, rows) });
  return (
    <Section title={t("callbacks.verify")}>
      <p className={page.soft}>{t("callbacks.verify_text")}</p>
      <Start busy={proof.isPending} onStart={() => proof.mutate()} settled={draw.seed !== null} />
      {proof.isError && <ProblemNotice error={proof.error} />}
      {proof.data && <Found found={proof.data} />}
    </Section>
  );
}

/** Browsers compute only where nobody can listen in; and before the draw is settled there is no seed. */
function Start(props: { settled: boolean; busy: boolean; onStart: () => void }) {
  const { t } = useTranslation();
  if (!props.settled) return <p className={page.small}>{t("callbacks.verify_later")}</p>;
  if (!globalThis.isSecureContext)
    return <p className={page.alarm}>{t("callbacks.verify_insecure")}</p>;
  return (
    <p>
      <Button busy={props.busy} icon="check" kind="primary" onClick={props.onStart}>
        {t(props.busy ? "callbacks.verify_busy" : "callbacks.verify")}
      </Button>
    </p>
  );
}

function Found({ found }: { found: Verification }) {
  const { t } = useTranslation();
  const good = holds(found);
  return (
    <>
      <p className={draws.verdict} data-good={good} role="status">
        <Icon name={good ? "check" : "alert"} size={18} />
        {good
          ? t("callbacks.verify_good", { count: found.cuts.length })
          : t("callbacks.verify_bad")}
      </p>
      <ol className={draws.checks}>
        <Check holds={found.commitHolds}>{t("callbacks.check_commit")}</Check>
        <Check holds={found.rowsHold}>{t("callbacks.check_rows")}</Check>
        <Check holds={found.ticketsHold}>{t("callbacks.check_tickets")}</Check>
        {found.cuts.map((cut) => (
          <CutLine cut={cut} key={cut.no} />
        ))}
      </ol>
    </>
  );
}

function CutLine({ cut }: { cut: CutCheck }) {
  const { t } = useTranslation();
  const did = {
    no: cut.no,
    at: fullTime(cut.at),
    came: cut.cameIn,
    gone: cut.gone,
    drawn: cut.drawn,
    missing: cut.missing,
  };
  return (
    <Check holds={cut.hashHolds && cut.drawnHolds}>
      {t("callbacks.check_cut", did)}
      <ul>
        <Check holds={cut.drawnHolds}>{t("callbacks.check_drawn")}</Check>
        <Check holds={cut.hashHolds}>{t("callbacks.check_hash")}</Check>
      </ul>
    </Check>
  );
}

/** A tick or a cross, told to those who do not see it as well. */
function Check(props: { holds: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <li data-good={props.holds}>
      <Icon name={props.holds ? "check" : "close"} />
      <div>
        <span className="aside">
          {t(props.holds ? "callbacks.check_holds" : "callbacks.check_fails")}{" "}
        </span>
        {props.children}
      </div>
    </li>
  );
}
