import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { type ProposalVerb, proposalList } from "@shouwen/api/ledger.ts";
import type { ProposalRow } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { Loaded } from "../../shell/loaded.tsx";
import page from "../../shell/page.module.css";
import { Pager } from "../../shell/pager.tsx";
import styles from "./ledger.module.css";
import { LedgerFrame } from "./ledger-frame.tsx";
import { PaperLink } from "./paper-table.tsx";
import { Sum } from "./sum.tsx";

const DecideDialog = lazy(() => import("./decide-dialog.tsx"));
const ROWS = 20;
const TONES = {
  proposed: "blue",
  approved: "green",
  refused: "red",
  withdrawn: "neutral",
} as const;

export interface ApprovalSearch {
  all?: true;
  cursor?: string;
}

/** What others propose, to be approved or refused: mostly on the telephone. */
export function ApprovalsPage({ search }: { search: ApprovalSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/ledger/approvals" });
  return (
    <LedgerFrame title="approvals">
      {(communityId) => (
        <>
          <div className={page.bar}>
            <Segmented
              label={t("ledger.approvals")}
              onChange={(which) => void navigate({ search: which === "all" ? { all: true } : {} })}
              segments={[
                { value: "open", label: t("ledger.waiting") },
                { value: "all", label: t("ledger.all") },
              ]}
              value={search.all ? "all" : "open"}
            />
          </div>
          <Proposals communityId={communityId} search={search} />
        </>
      )}
    </LedgerFrame>
  );
}

function Proposals({ communityId, search }: { communityId: string; search: ApprovalSearch }) {
  const { t, i18n } = useTranslation();
  const query = {
    community_id: [communityId],
    limit: ROWS,
    ...(search.all ? {} : { state: ["proposed" as const] }),
    ...(search.cursor ? { cursor: search.cursor } : {}),
  };
  const found = useQuery(proposalList(api, query, i18n.language));
  const [said, setSaid] = useState<{ row: ProposalRow; verb: ProposalVerb }>();
  return (
    <>
      <section aria-label={t("ledger.approvals")} className={page.sheet}>
        <Loaded query={found}>
          {({ data }) =>
            data.length ? (
              <ProposalTable onSay={(row, verb) => setSaid({ row, verb })} rows={data} />
            ) : (
              <EmptyState icon="check" title={t("ledger.no_proposals")}>
                {t("ledger.no_proposals_text")}
              </EmptyState>
            )
          }
        </Loaded>
      </section>
      <Pager cursor={search.cursor} next={found.data?.next_cursor} />
      <Suspense>
        {said && (
          <DecideDialog onClose={() => setSaid(undefined)} shown={said.row} verb={said.verb} />
        )}
      </Suspense>
    </>
  );
}

function ProposalTable(props: {
  rows: ProposalRow[];
  onSay: (row: ProposalRow, verb: ProposalVerb) => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const columns: DataColumn<ProposalRow>[] = [
    {
      key: "what",
      title: t("ledger.proposal"),
      cell: (row) => (
        <>
          {label("proposal_kind", row.kind)} {row.document?.name ?? row.household?.unit}
        </>
      ),
    },
    {
      key: "amount",
      title: t("ledger.amount"),
      align: "end",
      cell: (row) => <Sum fen={row.amount_fen} />,
    },
    {
      key: "purpose",
      title: t("ledger.purpose"),
      cell: (row) => (row.purpose ? label("purpose", row.purpose) : "—"),
    },
    {
      key: "method",
      title: t("ledger.method"),
      cell: (row) => (row.method ? label("pay_method", row.method) : "—"),
    },
    { key: "why", title: t("ledger.why"), cell: (row) => row.reason },
    {
      key: "by",
      title: t("ledger.proposed_by"),
      cell: (row) => `${row.proposed_by.name} ${fullTime(row.proposed_at)}`,
    },
    {
      key: "state",
      title: t("ledger.state"),
      cell: (row) => (
        <>
          <Tag tone={TONES[row.state]}>{label("proposal_state", row.state)}</Tag>{" "}
          {row.made_document && (
            <PaperLink id={row.made_document.id} number={row.made_document.name} />
          )}
        </>
      ),
    },
    {
      key: "acts",
      title: t("ledger.acts"),
      cell: (row) => <Acts onSay={(verb) => props.onSay(row, verb)} row={row} />,
    },
  ];
  return (
    <DataTable
      columns={columns}
      idOf={(row) => row.id}
      label={t("ledger.approvals")}
      rows={props.rows}
    />
  );
}

function Acts({ row, onSay }: { row: ProposalRow; onSay: (verb: ProposalVerb) => void }) {
  const label = useLabels();
  if (row.state !== "proposed") return row.decided_by?.name ?? "—";
  const possible = row.actions.filter(({ allowed }) => allowed);
  const reason = row.actions.find(({ allowed }) => !allowed)?.reason?.message;
  return (
    <div className={styles.acts}>
      {possible.map(({ action }) => (
        <Button
          key={action}
          kind={action === "approve" ? "primary" : "plain"}
          onClick={() => onSay(action)}
        >
          {label("proposal_action", action)}
        </Button>
      ))}
      {!possible.some(({ action }) => action === "approve") && reason && (
        <span className={page.small}>{reason}</span>
      )}
    </div>
  );
}
