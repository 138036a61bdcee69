import "@shouwen/i18n/rooms/record.zh-CN.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./case-page.module.css";
import { Panel } from "./panel.tsx";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Who answers for it, and when what was heard. A second name stands only where it is another one. */
export function CaseFacts({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <Panel title={t("cases.case.about")}>
      <dl className={styles.facts}>
        <Fact name={t("cases.case.owner")}>
          <strong>{shown.owner.name}</strong>
        </Fact>
        <Fact name={t("cases.case.first_responder")}>{shown.first_responder.name}</Fact>
        <Fact name={t("cases.case.accountable")}>
          {shown.accountable.id !== shown.first_responder.id && shown.accountable.name}
        </Fact>
        <Fact name={t("cases.case.recorded_by")}>
          {shown.recorded_by.id !== shown.first_responder.id && shown.recorded_by.name}
        </Fact>
        <Fact name={t("cases.case.heard_at")}>
          <time className="figures" dateTime={shown.heard_at}>
            {fullTime(shown.heard_at)}
          </time>
        </Fact>
        <Fact name={t("cases.case.recorded_at")}>
          <time className="figures" dateTime={shown.recorded_at}>
            {fullTime(shown.recorded_at)}
          </time>
        </Fact>
        <Fact name={t("cases.case.appointment")}>
          {shown.appointment_at && (
            <time className="figures" dateTime={shown.appointment_at}>
              {fullTime(shown.appointment_at)}
            </time>
          )}
        </Fact>
        <Fact name={t("cases.record.complaint_class")}>
          {shown.complaint &&
            `${label("complaint_class", shown.complaint.class)}${shown.complaint.abroad ? ` · ${t("cases.record.abroad")}` : ""}`}
        </Fact>
      </dl>
    </Panel>
  );
}
