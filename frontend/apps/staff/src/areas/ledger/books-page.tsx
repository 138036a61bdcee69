import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { holdsFor, me } from "@shouwen/api/access.ts";
import { closedMonths, reconcile, trialBalance } from "@shouwen/api/ledger.ts";
import type { BalanceRow, ReconciliationOut } from "@shouwen/api/types.ts";
import { fromLocalMinute, fullTime, localDate } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { Loaded } from "../../shell/loaded.tsx";
import page from "../../shell/page.module.css";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { Facts, Section } from "../../shell/section.tsx";
import styles from "./ledger.module.css";
import { LedgerFrame } from "./ledger-frame.tsx";
import { Sum } from "./sum.tsx";
import { useDo } from "./use-do.ts";

const CloseMonthDialog = lazy(() => import("./close-month-dialog.tsx"));

/** Whether the books are right: the trial balance at any instant, checked now, and months that are closed. */
export function BooksPage({ at }: { at: string | undefined }) {
  return (
    <LedgerFrame title="books">
      {(communityId) => (
        <>
          <Balance at={at} communityId={communityId} />
          <Check communityId={communityId} />
          <Months communityId={communityId} />
        </>
      )}
    </LedgerFrame>
  );
}

function Balance({ communityId, at }: { communityId: string; at: string | undefined }) {
  const { t } = useTranslation();
  const label = useLabels();
  const navigate = useNavigate({ from: "/ledger/books" });
  const found = useQuery(trialBalance(api, communityId, at ? fromLocalMinute(at) : undefined));
  const columns: DataColumn<BalanceRow>[] = [
    {
      key: "kind",
      title: t("ledger.account"),
      cell: (row) =>
        [
          label("account_kind", row.kind),
          row.method && label("pay_method", row.method),
          row.purpose && label("purpose", row.purpose),
        ]
          .filter(Boolean)
          .join(" · "),
    },
    { key: "accounts", title: t("ledger.count"), align: "end", cell: (row) => row.accounts },
    {
      key: "debit",
      title: t("ledger.debit"),
      align: "end",
      cell: (row) => (row.debit_fen ? <Sum fen={row.debit_fen} /> : "—"),
    },
    {
      key: "credit",
      title: t("ledger.credit"),
      align: "end",
      cell: (row) => (row.credit_fen ? <Sum fen={row.credit_fen} /> : "—"),
    },
  ];
  return (
    <>
      <div className={page.bar}>
        <label className={page.field}>
          {t("ledger.as_of")}
          <input
            onChange={({ target }) =>
              void navigate({ search: target.value ? { at: target.value } : {} })
            }
            type="datetime-local"
            value={at ?? ""}
          />
        </label>
      </div>
      <section aria-label={t("ledger.books")} className={page.sheet}>
        <Loaded query={found}>
          {({ rows, debit_fen, credit_fen, difference_fen, at: instant }) => (
            <>
              {rows.length ? (
                <DataTable
                  columns={columns}
                  idOf={(row) => [row.kind, row.method, row.purpose].join()}
                  label={t("ledger.books")}
                  rows={rows}
                />
              ) : (
                <EmptyState icon="scales" title={t("ledger.no_books")}>
                  {t("ledger.no_books_text")}
                </EmptyState>
              )}
              <p className={styles.total}>
                <span>{fullTime(instant)}</span>
                <span>
                  {t("ledger.debit")} <Sum fen={debit_fen} />
                </span>
                <span>
                  {t("ledger.credit")} <Sum fen={credit_fen} />
                </span>
                <span>
                  {t("ledger.difference")} <Sum fen={difference_fen} />
                </span>
              </p>
            </>
          )}
        </Loaded>
      </section>
    </>
  );
}

function Check({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const checking = useDo(
    (_: undefined, key) => reconcile(api, key, communityId),
    () => t("ledger.checked"),
  );
  if (!holdsFor(person, "ledger.reconcile", communityId)) return null;
  const found = checking.data;
  return (
    <Section
      title={t("ledger.check")}
      tools={
        <Button busy={checking.isPending} onClick={() => checking.mutate(undefined)}>
          {t("ledger.check_now")}
        </Button>
      }
    >
      {checking.error && <ProblemNotice error={checking.error} />}
      {found && (
        <p className={found.sound ? page.padded : page.alarm} role="status">
          {!found.sound && <Icon name="alert" />}
          {t(found.sound ? "ledger.sound" : "ledger.unsound", { count: found.transfers })}
        </p>
      )}
      {found && !found.sound && <Faults found={found} />}
    </Section>
  );
}

/** What of the books is wrong, and by how much. */
function Faults({ found }: { found: ReconciliationOut }) {
  const { t } = useTranslation();
  const sum = (fen: number) => (fen ? <Sum fen={fen} /> : undefined);
  return (
    <div className={page.padded}>
      <Facts
        facts={[
          [t("ledger.imbalance"), sum(found.imbalance_fen)],
          [t("ledger.adrift"), sum(found.adrift_fen)],
          [t("ledger.drifted"), found.drifted],
          [t("ledger.below_floor"), found.below_floor],
          [t("ledger.one_legged"), found.one_legged],
          [t("ledger.missing"), found.missing],
        ]}
      />
    </div>
  );
}

function Months({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [month, setMonth] = useState(lastMonth);
  const found = useQuery(closedMonths(api, communityId));
  const [closing, setClosing] = useState(false);
  return (
    <Section title={t("ledger.months")}>
      {holdsFor(person, "ledger.close_month", communityId) && (
        <div className={page.bar}>
          <label className={page.field}>
            {t("ledger.month")}
            <input onChange={({ target }) => setMonth(target.value)} type="month" value={month} />
          </label>
          <Button disabled={!month} onClick={() => setClosing(true)}>
            {t("ledger.close_month")}
          </Button>
        </div>
      )}
      <Suspense>
        {closing && (
          <CloseMonthDialog
            communityId={communityId}
            onClose={() => setClosing(false)}
            period={month}
          />
        )}
      </Suspense>
      <Loaded query={found}>
        {(months) => (
          <p className={page.padded}>
            {months.length
              ? months.map((one) => `${one.period} (${one.closed_by.name})`).join("，")
              : t("ledger.no_months")}
          </p>
        )}
      </Loaded>
    </Section>
  );
}

function lastMonth(): string {
  const first = `${localDate(new Date()).slice(0, 7)}-01`;
  return localDate(new Date(Date.parse(`${first}T00:00:00+08:00`) - 1)).slice(0, 7);
}
