import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { correctiveById } from "@shouwen/api/callbacks.ts";
import type { CorrectiveOut, CorrectiveVerb } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Facts, Section } from "../../shell/section.tsx";
import { CorrectiveStateTag } from "./callback-tags.tsx";
import styles from "./callbacks.module.css";

const CorrectiveDialog = lazy(() => import("./corrective-dialog.tsx"));

/** What is done about a matter that came up again and again: decided, carried out, followed up (CB-09). */
export function CorrectivePage({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const label = useLabels();
  const { data: shown } = useSuspenseQuery(correctiveById(api, id, i18n.language));
  const { unit, kind, category, times, number, quarter, follows } = shown;
  return (
    <div className={`${page.page} ${styles.inset}`}>
      <Link className={styles.back} search={{ quarter }} to="/callbacks/quarter">
        <Icon name="arrowLeft" />
        {t("callbacks.to_quarter", { quarter })}
      </Link>
      <header className={page.head}>
        <div className={page.row}>
          <span className={page.code}>{number}</span>
          <CorrectiveStateTag state={shown.state} />
        </div>
        <PageTitle>{t("callbacks.corrective")}</PageTitle>
        <p>
          {t("callbacks.corrective_about", {
            unit: unit.name,
            kind: label("kind", kind),
            category: label("category", category as "other"),
            count: times,
          })}
        </p>
        {follows && <p>{t("callbacks.corrective_follows", { number: follows })}</p>}
      </header>
      <Tools shown={shown} />
      <Section title={t("callbacks.corrective_cases")}>
        <ul className={styles.correctiveCases}>
          {shown.cases.map((one) => (
            <li key={one.id}>
              <Link className={styles.link} params={{ id: one.id }} to="/cases/$id">
                {one.number}
              </Link>{" "}
              {one.title}
            </li>
          ))}
        </ul>
      </Section>
      <Course shown={shown} />
    </div>
  );
}

function Course({ shown }: { shown: CorrectiveOut }) {
  const { t } = useTranslation();
  const by = (name: string | undefined, at: string | null) =>
    name && at ? `${name} ${fullTime(at)}` : null;
  return (
    <Section title={t("callbacks.corrective_measure")}>
      <Facts
        facts={[
          [t("callbacks.corrective_measure"), shown.measure],
          [t("callbacks.corrective_responsible"), shown.responsible?.name],
          [t("callbacks.corrective_until"), shown.until && fullTime(shown.until)],
          [t("callbacks.corrective_decided"), by(shown.decided_by?.name, shown.decided_at)],
          [
            t("callbacks.corrective_done"),
            shown.done && `${shown.done} (${fullTime(shown.done_at ?? "")})`,
          ],
          [
            t("callbacks.corrective_finding"),
            shown.finding &&
              `${shown.finding} (${by(shown.followed_up_by?.name, shown.followed_up_at)})`,
          ],
        ]}
      />
    </Section>
  );
}

/** What the server says this person may do; what is not possible now, with its reason. */
function Tools({ shown }: { shown: CorrectiveOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const [open, setOpen] = useState<CorrectiveVerb | null>(null);
  const denied = shown.actions.filter(({ allowed }) => !allowed);
  return (
    <div className={styles.tools}>
      {shown.actions
        .filter(({ allowed }) => allowed)
        .map(({ action }) => (
          <Button key={action} kind="primary" onClick={() => setOpen(action)}>
            {label("corrective_action", action)}
          </Button>
        ))}
      {denied.length > 0 && (
        <details className={styles.denied}>
          <summary>{t("callbacks.not_possible")}</summary>
          <dl>
            {denied.map(({ action, reason }) => (
              <div key={action}>
                <dt>{label("corrective_action", action)}</dt>
                <dd>{reason?.message}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {open && (
        <Suspense>
          <CorrectiveDialog onClose={() => setOpen(null)} shown={shown} verb={open} />
        </Suspense>
      )}
    </div>
  );
}
