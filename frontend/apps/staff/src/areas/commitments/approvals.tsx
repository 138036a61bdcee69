import "@shouwen/i18n/rooms/late.zh-CN.ts";
import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import "@shouwen/i18n/rooms/slips.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { caseList } from "@shouwen/api/cases.ts";
import { decideProposal, proposalList } from "@shouwen/api/ledger.ts";
import { actOnSlip, caseSlips } from "@shouwen/api/slips.ts";
import type { CaseRow, ProposalRow } from "@shouwen/api/types.ts";
import { yuan } from "@shouwen/core/money.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import styles from "./late.module.css";

const ApproveDialog = lazy(() => import("./approve-dialog.tsx"));

const MOST = 20;
const REFRESH_MS = 30_000;

/** A sum that somebody proposed and another approves. */
export interface Proposed {
  what: string;
  fen: number;
  reason: string;
  by: string;
  /** What the reader may say to it, and how it is said. */
  says: { approve: boolean; refuse: boolean };
  decide: (verb: "approve" | "refuse", key: string, note?: string) => Promise<unknown>;
  /** With which decisions words are kept: the books keep them with each. */
  noted: readonly ("approve" | "refuse")[];
}

type Here = { community_id?: string[] };

/** Money that waits for a second signature, as far as the reader may give it: from complaints and from the books. */
export default function Approvals({ here }: { here: Here }) {
  const { t, i18n } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const cases = useQuery({
    ...caseList(api, { ...here, amount_waiting: true, limit: MOST }),
    enabled: holds(person, "cases.approve_amount"),
    refetchInterval: REFRESH_MS,
  });
  const books = useQuery({
    ...proposalList(api, { ...here, state: ["proposed"], limit: MOST }, i18n.language),
    enabled: holds(person, "ledger.read"),
    refetchInterval: REFRESH_MS,
  });
  const rows = cases.data?.data ?? [];
  const proposals = (books.data?.data ?? []).filter(mayDecide);
  if (rows.length + proposals.length === 0) return null;
  return (
    <section aria-label={t("late.approvals")} className={styles.group}>
      <h2>{t("late.approvals")}</h2>
      <ul className={styles.cards}>
        {rows.map((row) => (
          <OfComplaint key={row.id} row={row} />
        ))}
        {proposals.map((row) => (
          <OfBooks key={row.id} row={row} />
        ))}
      </ul>
    </section>
  );
}

const mayDecide = ({ actions }: ProposalRow) =>
  actions.some(({ action, allowed }) => allowed && action !== "withdraw");

function OfComplaint({ row }: { row: CaseRow }) {
  const label = useLabels();
  const { data } = useQuery(caseSlips(api, row.id));
  const slip = data?.data[0];
  const may = (verb: string) =>
    slip?.actions.some(({ action, allowed }) => action === verb && allowed) ?? false;
  return slip?.amounts
    .filter(({ state }) => state === "proposed")
    .map((amount) => (
      <Card
        key={amount.no}
        link={
          <Link className={styles.number as string} params={{ id: row.id }} to="/cases/$id">
            {row.number}
          </Link>
        }
        proposed={{
          what: `${label("money_outcome", amount.kind)} · ${row.title}`,
          fen: amount.amount_fen,
          reason: amount.reason,
          by: amount.proposed_by.name,
          says: { approve: may("approve-amount"), refuse: may("refuse-amount") },
          decide: (verb, key, reason) =>
            actOnSlip(api, key, row.id, {
              verb: `${verb}-amount`,
              body: { no: amount.no, ...(reason ? { reason } : {}) },
              version: slip.version,
            }),
          noted: ["refuse"],
        }}
      />
    ));
}

function OfBooks({ row }: { row: ProposalRow }) {
  const { t } = useTranslation();
  const label = useLabels();
  const may = (verb: string) =>
    row.actions.some(({ action, allowed }) => action === verb && allowed);
  const whose = row.household?.unit ?? row.document?.name;
  return (
    <Card
      link={<Link to="/ledger/approvals">{t("late.in_books")}</Link>}
      proposed={{
        what: [label("proposal_kind", row.kind), whose].filter(Boolean).join(" · "),
        fen: row.amount_fen,
        reason: row.reason,
        by: row.proposed_by.name,
        says: { approve: may("approve"), refuse: may("refuse") },
        decide: (verb, key, note) => decideProposal(api, key, row, verb, note ? { note } : {}),
        noted: ["approve", "refuse"],
      }}
    />
  );
}

function Card({ proposed, link }: { proposed: Proposed; link: ReactNode }) {
  const { t } = useTranslation();
  const [verb, setVerb] = useState<"approve" | "refuse">();
  const { what, fen, reason, by, says } = proposed;
  return (
    <li className={styles.card}>
      <p className={styles.line}>
        <strong>{what}</strong>
        <span className={styles.sum}>¥{yuan(fen)}</span>
      </p>
      <p>{reason}</p>
      <p className={styles.line}>
        {link}
        <span className={styles.soft}>{by}</span>
      </p>
      <p className={styles.line}>
        {says.approve && (
          <Button kind="primary" onClick={() => setVerb("approve")}>
            {t("late.approve")}
          </Button>
        )}
        {says.refuse && <Button onClick={() => setVerb("refuse")}>{t("late.refuse")}</Button>}
      </p>
      {verb && (
        <Suspense>
          <ApproveDialog onClose={() => setVerb(undefined)} proposed={proposed} verb={verb} />
        </Suspense>
      )}
    </li>
  );
}
