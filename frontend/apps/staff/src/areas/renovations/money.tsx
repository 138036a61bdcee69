import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { depositOf } from "@shouwen/api/renovations.ts";
import type { RenovationOut } from "@shouwen/api/types.ts";
import { yuan } from "@shouwen/core/money.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { Section } from "../../shell/section.tsx";
import styles from "./renovations.module.css";

const PaymentCode = lazy(() => import("./payment-code.tsx"));
const LOOK_MS = 2000;

/** The deposit as the accounts have it, what is to be kept of it, and who proposed and decided (RN-12). */
export function Money({ shown }: { shown: RenovationOut }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    ...depositOf(api, shown.id),
    refetchInterval: ({ state }) => (state.data?.payment?.state === "waiting" ? LOOK_MS : false),
  });
  const parts = [
    ["required", shown.required_fen],
    ["held", shown.held_fen],
    ["deducted", data?.deducted_fen],
    ["forfeited", data?.forfeited_fen],
    ["under_way", data?.under_way_fen],
    ["refunded", data?.refunded_fen],
  ] as const;
  return (
    <Section title={t("renovations.money")}>
      {shown.required_fen === null && <p className={page.small}>{t("renovations.no_deposit")}</p>}
      <dl className={styles.money}>
        {parts
          .filter(([, fen]) => fen)
          .map(([name, fen]) => (
            <div key={name}>
              <dt>{t(`renovations.${name}`)}</dt>
              <dd>{t("renovations.yuan", { yuan: yuan(fen ?? 0) })}</dd>
            </div>
          ))}
      </dl>
      {data?.payment && shown.state === "signed" && (
        <Suspense>
          <PaymentCode payment={data.payment} />
        </Suspense>
      )}
      <Deductions shown={shown} />
      <Settlements shown={shown} />
    </Section>
  );
}

function Deductions({ shown }: { shown: RenovationOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  if (shown.deductions.length === 0) return null;
  return (
    <>
      <h3 className={page.small}>{t("renovations.deductions")}</h3>
      <ul className={styles.list}>
        {shown.deductions.map((one) => (
          <li key={one.no}>
            <span className={styles.line}>
              <strong>{t("renovations.yuan", { yuan: yuan(one.amount_fen) })}</strong>
              <Tag tone={one.state === "objected" ? "red" : "neutral"}>
                {label("deduction_state", one.state)}
              </Tag>
              <span className={page.code}>{one.notice_number}</span>
            </span>
            <span>{one.words}</span>
            {one.objection && <span className={styles.said}>{one.objection}</span>}
            {one.ruling && one.decided_by && (
              <span className={page.soft}>
                {t("renovations.decided_by", { name: one.decided_by.name })}：{one.ruling}
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Settlements({ shown }: { shown: RenovationOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  if (shown.settlements.length === 0) return null;
  return (
    <>
      <h3 className={page.small}>{t("renovations.settlement")}</h3>
      <ul className={styles.list}>
        {shown.settlements.map((one) => (
          <li key={one.no}>
            <span className={styles.line}>
              <strong>{t("renovations.refund_part", { yuan: yuan(one.refund_fen) })}</strong>
              <span>
                {t("renovations.kept_part", { yuan: yuan(one.deducted_fen + one.forfeited_fen) })}
              </span>
              <Tag tone={one.state === "approved" ? "green" : "amber"}>
                {label("settlement_state", one.state)}
              </Tag>
            </span>
            <span className={page.small}>
              {t("renovations.proposed_by", { name: one.proposed_by.name })}
              {one.decided_by && ` · ${t("renovations.decided_by", { name: one.decided_by.name })}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
