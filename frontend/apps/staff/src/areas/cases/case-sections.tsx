import { fileUrl } from "@shouwen/api/files.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ActButton } from "./act-button.tsx";
import styles from "./case-page.module.css";
import { StateTag } from "./case-tags.tsx";
import { Nothing, Panel } from "./panel.tsx";

/** What came of each round. */
export function CaseOutcomes({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  if (shown.outcomes.length === 0) return null;
  return (
    <Panel title={t("cases.case.result")}>
      <ul className={styles.outcomes}>
        {shown.outcomes.map((outcome) => (
          <li key={outcome.round}>
            <p className={styles.detail}>{outcome.result}</p>
            {outcome.cause && (
              <p>
                <span className={styles.quiet}>{t("cases.case.cause")}</span> {outcome.cause}
              </p>
            )}
            {outcome.preventive_measure && (
              <p>
                <span className={styles.quiet}>{t("cases.case.preventive_measure")}</span>{" "}
                {outcome.preventive_measure}
              </p>
            )}
            <p className={styles.quiet}>
              <span>{outcome.finished_by.name}</span>
              <time className="figures" dateTime={outcome.finished_at}>
                {fullTime(outcome.finished_at)}
              </time>
              {shown.outcomes.length > 1 && (
                <span>{t("cases.case.round", { round: outcome.round })}</span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function CaseRelated({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <Panel
      title={t("cases.case.related")}
      tools={<ActButton kind="quiet" shown={shown} verb="link" />}
    >
      {shown.related.length === 0 && <Nothing>{t("cases.case.no_related")}</Nothing>}
      <ul className={styles.related}>
        {shown.related.map((other) => (
          <li key={`${other.id}${other.relation}${other.inverse}`}>
            <span className={styles.quiet}>
              {label(other.inverse ? "link_inverse" : "link", other.relation)}
            </span>
            <Link params={{ id: other.id }} to="/cases/$id">
              <span className={styles.number}>{other.number}</span> {other.title}
            </Link>
            <StateTag state={other.state} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The whole it is a part of, and the parts it was split into. */
export function CaseParts({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const kin = shown.part_of ? [shown.part_of] : shown.parts;
  if (kin.length === 0) return null;
  return (
    <Panel title={t(shown.part_of ? "cases.case.part_of" : "cases.case.parts")}>
      <ul className={styles.related}>
        {kin.map((other) => (
          <li key={other.id}>
            <Link params={{ id: other.id }} to="/cases/$id">
              <span className={styles.number}>{other.number}</span> {other.title}
            </Link>
            <StateTag state={other.state} />
            <span className={styles.quiet}>{other.owner.name}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const KB = 1024;

function sizeText(bytes: number): string {
  return bytes < KB * KB
    ? `${Math.max(1, Math.round(bytes / KB))} KB`
    : `${(bytes / KB / KB).toFixed(1)} MB`;
}

export function CaseFiles({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <Panel title={t("cases.case.files")}>
      {shown.files.length === 0 && <Nothing>{t("cases.case.no_files")}</Nothing>}
      <ul className={styles.files}>
        {shown.files.map((file) => (
          <li key={file.id}>
            <Icon name="paperclip" />
            <a download href={fileUrl(file.id)}>
              {file.name}
            </a>
            <span className={styles.quiet}>
              <span className="figures">{sizeText(file.size)}</span>
              <span>{label("audience", file.audience)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
