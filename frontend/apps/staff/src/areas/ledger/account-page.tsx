import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { holdsFor, me } from "@shouwen/api/access.ts";
import { statementOf, statementPaper } from "@shouwen/api/ledger.ts";
import type { StatementAccount, StatementEntry, StatementIn } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { saveAs } from "@shouwen/core/save-as.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormScope } from "../../shell/form-scope.tsx";
import { Loaded } from "../../shell/loaded.tsx";
import page from "../../shell/page.module.css";
import { problemText } from "../../shell/problem-notice.tsx";
import { HouseholdPicker } from "./household-picker.tsx";
import styles from "./ledger.module.css";
import { LedgerFrame } from "./ledger-frame.tsx";
import { PaperLink } from "./paper-table.tsx";
import { Sum } from "./sum.tsx";

const RefundDialog = lazy(() => import("./refund-dialog.tsx"));

export interface AccountSearch {
  household?: string;
  since?: string;
  until?: string;
}

/** The accounts of a household; whoever looks is written down. */
export function AccountPage({ search }: { search: AccountSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/ledger/accounts" });
  return (
    <LedgerFrame title="accounts">
      {(communityId) => (
        <>
          <div className={styles.picker}>
            <FormScope>
              <HouseholdPicker
                communityId={communityId}
                onChange={(id) => void navigate({ search: id ? { household: id } : {} })}
              />
            </FormScope>
          </div>
          <p className={page.hint}>{t("ledger.read_hint")}</p>
          {search.household && (
            <>
              <Days search={search} />
              <Statement
                asked={{
                  household_id: search.household,
                  since: search.since ?? null,
                  until: search.until ?? null,
                }}
                communityId={communityId}
              />
            </>
          )}
        </>
      )}
    </LedgerFrame>
  );
}

/** From which day to which. */
function Days({ search }: { search: AccountSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/ledger/accounts" });
  return (
    <div className={page.bar}>
      {(["since", "until"] as const).map((name) => (
        <label className={page.field} key={name}>
          {t(`ledger.${name}`)}
          <input
            onChange={({ target }) => {
              const { [name]: _before, ...rest } = search;
              void navigate({ search: target.value ? { ...rest, [name]: target.value } : rest });
            }}
            type="date"
            value={search[name] ?? ""}
          />
        </label>
      ))}
    </div>
  );
}

function Statement({ asked, communityId }: { asked: StatementIn; communityId: string }) {
  const { t } = useTranslation();
  const toast = useToast();
  const found = useQuery(statementOf(api, asked));
  const printing = useMutation({
    mutationFn: () => statementPaper(api, asked),
    onSuccess: (paper) => saveAs(paper, `${t("ledger.statement")}.pdf`),
    onError: (error) => toast.trouble(problemText(error, t)),
  });
  return (
    <Loaded query={found}>
      {({ accounts, household }) => (
        <>
          <header className={styles.holder}>
            <h2>{household.unit}</h2>
            <Button busy={printing.isPending} icon="printer" onClick={() => printing.mutate()}>
              {t("ledger.statement")}
            </Button>
          </header>
          {accounts.length === 0 && (
            <EmptyState icon="note" title={t("ledger.no_accounts")}>
              {t("ledger.no_accounts_text")}
            </EmptyState>
          )}
          {accounts.map((account) => (
            <Account account={account} communityId={communityId} key={account.id} />
          ))}
        </>
      )}
    </Loaded>
  );
}

function Account({ account, communityId }: { account: StatementAccount; communityId: string }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { data: person } = useSuspenseQuery(me(api));
  const [refunding, setRefunding] = useState(false);
  const name = account.purpose
    ? label("purpose", account.purpose)
    : label("account_kind", account.kind);
  const mayRefund =
    account.kind === "held" &&
    account.balance_fen > 0 &&
    holdsFor(person, "ledger.propose_refund", communityId);
  return (
    <section aria-label={name} className={styles.account}>
      <header>
        <h2>{name}</h2>
        <span className={page.soft}>{label("account_kind", account.kind)}</span>
        <strong>
          <Sum fen={account.balance_fen} />
        </strong>
        {mayRefund && (
          <Button onClick={() => setRefunding(true)}>{t("ledger.propose_refund")}</Button>
        )}
      </header>
      <div className={page.sheet}>
        <Entries name={name} rows={account.entries} />
        <p className={styles.total}>
          <span>
            {t("ledger.opening_balance")} <Sum fen={account.opening_fen} />
          </span>
          <span>
            {t("ledger.closing_balance")} <Sum fen={account.closing_fen} />
          </span>
        </p>
      </div>
      <Suspense>
        {refunding && <RefundDialog account={account} onClose={() => setRefunding(false)} />}
      </Suspense>
    </section>
  );
}

function Entries({ name, rows }: { name: string; rows: StatementEntry[] }) {
  const { t } = useTranslation();
  const label = useLabels();
  const columns: DataColumn<StatementEntry>[] = [
    {
      key: "number",
      title: t("ledger.number"),
      cell: (row) => <PaperLink id={row.document.id} number={row.document.name} />,
    },
    { key: "kind", title: t("ledger.kind"), cell: (row) => label("document_kind", row.kind) },
    {
      key: "method",
      title: t("ledger.method"),
      cell: (row) => (row.method ? label("pay_method", row.method) : "—"),
    },
    { key: "at", title: t("ledger.at"), cell: (row) => fullTime(row.at) },
    {
      key: "amount",
      title: t("ledger.amount"),
      align: "end",
      cell: (row) => <Sum fen={row.amount_fen} />,
    },
    {
      key: "balance",
      title: t("ledger.balance"),
      align: "end",
      cell: (row) => <Sum fen={row.balance_fen} />,
    },
  ];
  return <DataTable columns={columns} idOf={(row) => String(row.seq)} label={name} rows={rows} />;
}
