import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { holdsFor, me } from "@shouwen/api/access.ts";
import { openItems } from "@shouwen/api/ledger.ts";
import type { BankLineOut, OpenItem, RefundOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { Loaded } from "../../shell/loaded.tsx";
import page from "../../shell/page.module.css";
import { Section } from "../../shell/section.tsx";
import styles from "./ledger.module.css";
import { LedgerFrame } from "./ledger-frame.tsx";
import { PaperLink } from "./paper-table.tsx";
import { Sum } from "./sum.tsx";

const StatementDialog = lazy(() => import("./statement-dialog.tsx"));
const SettleDialog = lazy(() => import("./settle-dialog.tsx"));
const MatchDialog = lazy(() => import("./match-dialog.tsx"));

/** What the books and the bank do not agree on yet. */
export function BankPage() {
  return (
    <LedgerFrame title="bank">{(communityId) => <Open communityId={communityId} />}</LedgerFrame>
  );
}

function Open({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const found = useQuery(openItems(api, communityId));
  const [taking, setTaking] = useState(false);
  const [line, setLine] = useState<BankLineOut>();
  const mayMatch = holdsFor(person, "ledger.bank", communityId);
  const mayPay = holdsFor(person, "ledger.pay_out", communityId);
  return (
    <>
      {mayMatch && (
        <div className={styles.acts}>
          <Button kind="primary" onClick={() => setTaking(true)}>
            {t("ledger.take_in")}
          </Button>
        </div>
      )}
      <Loaded query={found}>
        {(items) => (
          <>
            <Section hint={t("ledger.lines_hint")} title={t("ledger.lines")}>
              <div className={page.sheet}>
                <Lines mayMatch={mayMatch} onMatch={setLine} rows={items.lines} />
              </div>
            </Section>
            <Section
              hint={t("ledger.arriving_hint")}
              title={t("ledger.arriving")}
              tools={<Sum fen={items.arriving_fen} />}
            >
              <div className={page.sheet}>
                <Arriving rows={items.arriving} />
              </div>
            </Section>
            <Section
              hint={t("ledger.leaving_hint")}
              title={t("ledger.leaving")}
              tools={<Sum fen={items.leaving_fen} />}
            >
              <div className={page.sheet}>
                <Leaving mayPay={mayPay} rows={items.leaving} />
              </div>
            </Section>
            <Suspense>
              {line && <MatchDialog items={items} line={line} onClose={() => setLine(undefined)} />}
            </Suspense>
          </>
        )}
      </Loaded>
      <Suspense>
        {taking && <StatementDialog communityId={communityId} onClose={() => setTaking(false)} />}
      </Suspense>
    </>
  );
}

function Nothing() {
  const { t } = useTranslation();
  return (
    <EmptyState icon="check" title={t("ledger.nothing_open")}>
      {t("ledger.nothing_open_text")}
    </EmptyState>
  );
}

function Lines(props: {
  rows: BankLineOut[];
  mayMatch: boolean;
  onMatch: (row: BankLineOut) => void;
}) {
  const { t } = useTranslation();
  if (!props.rows.length) return <Nothing />;
  const columns: DataColumn<BankLineOut>[] = [
    { key: "on", title: t("ledger.booked_on"), cell: (row) => row.booked_on },
    {
      key: "amount",
      title: t("ledger.amount"),
      align: "end",
      cell: (row) => <Sum fen={row.amount_fen} />,
    },
    { key: "reference", title: t("ledger.reference"), cell: (row) => row.reference ?? "—" },
    { key: "party", title: t("ledger.party"), cell: (row) => row.party ?? "—" },
    {
      key: "acts",
      title: t("ledger.acts"),
      cell: (row) =>
        props.mayMatch ? (
          <Button onClick={() => props.onMatch(row)}>{t("ledger.match")}</Button>
        ) : (
          "—"
        ),
    },
  ];
  return (
    <DataTable
      columns={columns}
      idOf={(row) => row.id}
      label={t("ledger.lines")}
      rows={props.rows}
    />
  );
}

function Arriving({ rows }: { rows: OpenItem[] }) {
  const { t } = useTranslation();
  const label = useLabels();
  if (!rows.length) return <Nothing />;
  const columns: DataColumn<OpenItem>[] = [
    {
      key: "number",
      title: t("ledger.number"),
      cell: (row) => <PaperLink id={row.document.id} number={row.document.name} />,
    },
    {
      key: "method",
      title: t("ledger.method"),
      cell: (row) => (row.method ? label("pay_method", row.method) : "—"),
    },
    { key: "unit", title: t("ledger.household"), cell: (row) => row.household?.unit ?? "—" },
    {
      key: "amount",
      title: t("ledger.amount"),
      align: "end",
      cell: (row) => <Sum fen={row.amount_fen} />,
    },
    { key: "at", title: t("ledger.at"), cell: (row) => fullTime(row.at) },
  ];
  return (
    <DataTable
      columns={columns}
      idOf={(row) => row.document.id}
      label={t("ledger.arriving")}
      rows={rows}
    />
  );
}

function Leaving({ rows, mayPay }: { rows: RefundOut[]; mayPay: boolean }) {
  const { t } = useTranslation();
  const label = useLabels();
  const [said, setSaid] = useState<{ refund: RefundOut; paid: boolean }>();
  if (!rows.length) return <Nothing />;
  const columns: DataColumn<RefundOut>[] = [
    {
      key: "number",
      title: t("ledger.number"),
      cell: (row) => <PaperLink id={row.document.id} number={row.document.name} />,
    },
    { key: "method", title: t("ledger.method"), cell: (row) => label("pay_method", row.method) },
    { key: "unit", title: t("ledger.household"), cell: (row) => row.household?.unit ?? "—" },
    {
      key: "amount",
      title: t("ledger.amount"),
      align: "end",
      cell: (row) => <Sum fen={row.amount_fen} />,
    },
    { key: "at", title: t("ledger.at"), cell: (row) => fullTime(row.begun_at) },
    {
      key: "acts",
      title: t("ledger.acts"),
      cell: (row) => {
        if (row.payment_id) return t("ledger.by_service");
        if (!mayPay) return "—";
        return (
          <div className={styles.acts}>
            <Button onClick={() => setSaid({ refund: row, paid: true })}>{t("ledger.paid")}</Button>
            <Button onClick={() => setSaid({ refund: row, paid: false })}>
              {t("ledger.came_back")}
            </Button>
          </div>
        );
      },
    },
  ];
  return (
    <>
      <DataTable columns={columns} idOf={(row) => row.id} label={t("ledger.leaving")} rows={rows} />
      <Suspense>{said && <SettleDialog {...said} onClose={() => setSaid(undefined)} />}</Suspense>
    </>
  );
}
