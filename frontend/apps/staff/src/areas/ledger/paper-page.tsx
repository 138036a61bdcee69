import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { holdsFor, me } from "@shouwen/api/access.ts";
import { paperById } from "@shouwen/api/ledger.ts";
import type { PaperOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button, buttonClass } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { LoadedPage } from "../../shell/loaded.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Facts } from "../../shell/section.tsx";
import thing from "../../shell/thing.module.css";
import { PaperLink } from "./paper-table.tsx";
import { Sum } from "./sum.tsx";

const ReversalDialog = lazy(() => import("./reversal-dialog.tsx"));
const REVERSIBLE: readonly string[] = ["receipt", "deduction", "forfeiture", "charge", "banking"];

/** One paper: a receipt, a refund slip, a reversal, with its signatures and transfers. */
export function PaperPage({ id }: { id: string }) {
  return (
    <LoadedPage query={useQuery(paperById(api, id))}>
      {(shown) => <Paper shown={shown} />}
    </LoadedPage>
  );
}

function Paper({ shown }: { shown: PaperOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { data: person } = useSuspenseQuery(me(api));
  const [undoing, setUndoing] = useState(false);
  const mayUndo =
    REVERSIBLE.includes(shown.kind) &&
    !shown.reversed_by &&
    holdsFor(person, "ledger.propose_reversal", shown.community_id);
  return (
    <div className={page.page}>
      <div className={page.head}>
        <Link className={thing.back} to="/ledger">
          <Icon name="arrowLeft" />
          {t("ledger.desk")}
        </Link>
      </div>
      <header className={page.head}>
        <PageTitle>{`${label("document_kind", shown.kind)} ${shown.number}`}</PageTitle>
        {shown.reversed_by && <Tag tone="red">{t("ledger.reversed")}</Tag>}
        <div className={page.tools}>
          <a
            className={buttonClass("plain")}
            href={`/api/v1/ledger/documents/${shown.id}/paper`}
            rel="noreferrer"
            target="_blank"
          >
            <Icon name="printer" />
            {t("ledger.print")}
          </a>
          {mayUndo && (
            <Button onClick={() => setUndoing(true)}>{t("ledger.propose_reversal")}</Button>
          )}
        </div>
      </header>
      <section aria-label={shown.number} className={page.sheet}>
        <div className={page.padded}>
          <Facts
            facts={[
              [t("ledger.amount"), <Sum fen={shown.amount_fen} key="sum" />],
              [t("ledger.household"), shown.household?.unit],
              [t("ledger.purpose"), shown.purpose && label("purpose", shown.purpose)],
              [t("ledger.method"), shown.method && label("pay_method", shown.method)],
              [t("ledger.reference"), shown.reference],
              [t("ledger.note"), shown.note],
              [t("ledger.at"), fullTime(shown.at)],
              [t("ledger.by"), shown.posted_by?.name ?? t("ledger.system")],
              [t("ledger.proposed_by"), shown.proposed_by?.name],
              [t("ledger.approved_by"), shown.approved_by?.name],
              [t("ledger.reverses"), <Other key="reverses" paper={shown.reverses} />],
              [t("ledger.reversed_by"), <Other key="reversed" paper={shown.reversed_by} />],
            ]}
          />
        </div>
        <Transfers shown={shown} />
      </section>
      <Suspense>
        {undoing && <ReversalDialog onClose={() => setUndoing(false)} shown={shown} />}
      </Suspense>
    </div>
  );
}

function Other({ paper }: { paper: { id: string; name: string } | null }) {
  return paper ? <PaperLink id={paper.id} number={paper.name} /> : "—";
}

function Transfers({ shown }: { shown: PaperOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  type Row = PaperOut["transfers"][number];
  const columns: DataColumn<Row>[] = [
    { key: "debit", title: t("ledger.debit"), cell: (row) => label("account_kind", row.debit) },
    { key: "credit", title: t("ledger.credit"), cell: (row) => label("account_kind", row.credit) },
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
      idOf={(row) => row.id}
      label={t("ledger.transfers")}
      rows={shown.transfers}
    />
  );
}
