import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { fileUrl } from "@shouwen/api/files.ts";
import { noticeUrl, passUrl, returnPass, revokePass } from "@shouwen/api/renovations.ts";
import type { RenovationOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { problemText } from "../../shell/problem-notice.tsx";
import { Section } from "../../shell/section.tsx";
import styles from "./renovations.module.css";
import { toldOf } from "./told-of.ts";

const LATEST = 10;

function Photos({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <span className={styles.files}>
      {ids.map((id, at) => (
        <a href={fileUrl(id)} key={id} rel="noreferrer" target="_blank">
          {t("renovations.file")} {at + 1}
        </a>
      ))}
    </span>
  );
}

/** Each violation as far as it was followed (RN-07). */
export function Violations({ shown }: { shown: RenovationOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <Section title={t("renovations.violations")}>
      {shown.violations.length === 0 && (
        <p className={page.small}>{t("renovations.no_violations")}</p>
      )}
      <ul className={styles.list}>
        {shown.violations.map((one) => (
          <li key={one.no}>
            <span className={styles.line}>
              <strong>
                {one.no}. {label("violation_kind", one.kind)}
              </strong>
              <Tag tone={one.state === "rectified" ? "green" : "red"}>
                {label("violation_state", one.state)}
              </Tag>
              <Tag>{t(one.is_new ? "renovations.is_new" : "renovations.again")}</Tag>
              {one.notice_number && (
                <a href={noticeUrl(shown.id, one.no)} rel="noreferrer" target="_blank">
                  {one.notice_number}
                </a>
              )}
              {one.notice_due_at && one.state !== "rectified" && (
                <span className={page.small}>
                  {t("renovations.rectify_by", { time: fullTime(one.notice_due_at) })}
                </span>
              )}
              {one.reported_to && (
                <span className={page.small}>
                  {t("renovations.reported_to", { name: one.reported_to })}
                </span>
              )}
            </span>
            <span className={styles.said}>{one.words}</span>
            {one.demand && <span className={page.soft}>{one.demand}</span>}
            <Photos ids={one.file_ids} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The latest visits; what was found wrong is named, what was fine is not. */
export function Visits({ shown }: { shown: RenovationOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <Section title={t("renovations.visits")}>
      {shown.inspections.length === 0 && <p className={page.small}>{t("renovations.no_visits")}</p>}
      <ul className={styles.list}>
        {shown.inspections.slice(0, LATEST).map((one) => (
          <li key={one.no}>
            <span className={styles.line}>
              <time className="figures" dateTime={one.at}>
                {fullTime(one.at)}
              </time>
              <span className={page.small}>{one.by.name}</span>
              {one.checks
                .filter(({ finding }) => finding === "fault")
                .map(({ item }) => (
                  <Tag key={item} tone="amber">
                    {label("check_item", item)}
                  </Tag>
                ))}
              {one.progress && <span>{one.progress}</span>}
            </span>
            {one.anomaly && <span className={styles.said}>{one.anomaly}</span>}
            <Photos ids={one.file_ids} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Acceptances({ shown }: { shown: RenovationOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  if (shown.acceptances.length === 0) return null;
  return (
    <Section title={t("renovations.acceptances")}>
      <ul className={styles.list}>
        {shown.acceptances.map((one) => (
          <li key={one.no}>
            <span className={styles.line}>
              <strong>{label("acceptance_stage", one.stage)}</strong>
              <Tag tone={one.passed ? "green" : "red"}>
                {t(one.passed ? "renovations.passed" : "renovations.failed")}
              </Tag>
              <span className={page.small}>
                {one.by.name} {fullTime(one.at)}
              </span>
            </span>
            {one.words && <span className={styles.said}>{one.words}</span>}
            <Photos ids={one.file_ids} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

const ENDS = { return: returnPass, revoke: revokePass };

/** Workers' passes: taken back one by one, or revoked (RN-05). */
export function Passes({ shown }: { shown: RenovationOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const toast = useToast();
  const queries = useQueryClient();
  const ending = useMutation({
    mutationFn: ({ id, how }: { id: string; how: keyof typeof ENDS }) =>
      ENDS[how](api, randomKey(), id),
    onSuccess: (_, { how }) =>
      toast.done(
        toldOf(shown, t(how === "return" ? "renovations.took_back" : "renovations.revoked")),
      ),
    onError: (error) => toast.trouble(problemText(error, t)),
    onSettled: () => void queries.invalidateQueries({ queryKey: ["renovations"] }),
  });
  const handles = shown.actions.some(({ action }) => action === "issue_pass");
  return (
    <Section title={t("renovations.passes")}>
      {shown.passes.length === 0 && <p className={page.small}>{t("renovations.no_passes")}</p>}
      <ul className={styles.list}>
        {shown.passes.map((one) => (
          <li key={one.id}>
            <span className={styles.line}>
              <strong>{one.worker_name}</strong>
              <span>{one.trade}</span>
              <Tag tone={one.state === "valid" ? "green" : "neutral"}>
                {label("pass_state", one.state)}
              </Tag>
              <span className={page.small}>
                {t("renovations.valid_until", { day: one.valid_until })}
              </span>
            </span>
            <span className={styles.line}>
              <a href={passUrl(one.id)} rel="noreferrer" target="_blank">
                {one.number}
              </a>
              {handles && one.state === "valid" && (
                <>
                  <Button
                    busy={ending.isPending}
                    onClick={() => ending.mutate({ id: one.id, how: "return" })}
                  >
                    {t("renovations.take_back")}
                  </Button>
                  <Button
                    busy={ending.isPending}
                    kind="quiet"
                    onClick={() => ending.mutate({ id: one.id, how: "revoke" })}
                  >
                    {t("renovations.revoke")}
                  </Button>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
