import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { drawById, drawRows } from "@shouwen/api/callbacks.ts";
import type { DrawOut, EnrolledRow } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { Facts, Section } from "../../shell/section.tsx";
import styles from "./callbacks.module.css";
import { DrawState, useFigures } from "./draw-list-page.tsx";
import { DrawProof } from "./draw-proof.tsx";
import draws from "./draws.module.css";

const LINES = 6;
const PER_CENT = 100;

/** One draw with all there is to check it by: what was promised, what each cut did, and each row with its why. */
export function DrawPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { data: shown } = useSuspenseQuery(drawById(api, id));
  const rows = useQuery(drawRows(api, id));
  const kind = label("callback_kind", shown.kind);
  return (
    <div className={styles.page}>
      <Link className={styles.back} to="/callbacks/draws">
        <Icon name="arrowLeft" />
        {t("callbacks.draws_title")}
      </Link>
      <header className={page.head}>
        <PageTitle>{t("callbacks.draw_of", { period: shown.period, kind })}</PageTitle>
        <DrawState shown={shown} />
        <p>{label("programme", shown.programme)}</p>
      </header>
      <Published shown={shown} />
      {rows.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
      {rows.isError && <ProblemNotice error={rows.error} onRetry={() => void rows.refetch()} />}
      {rows.data && <DrawProof draw={shown} rows={rows.data} />}
      {rows.data && <Rows rows={rows.data} />}
      <Cuts shown={shown} />
    </div>
  );
}

function Published({ shown }: { shown: DrawOut }) {
  const { t } = useTranslation();
  const figures = useFigures(shown);
  return (
    <Section title={t("callbacks.facts_of_draw")}>
      <Facts
        facts={[
          ...figures,
          [t("callbacks.opened_at"), fullTime(shown.opened_at)],
          [t("callbacks.ends_at"), fullTime(shown.ends_at)],
          [t("callbacks.settled_at"), shown.settled_at && fullTime(shown.settled_at)],
        ]}
      />
      <dl className={draws.published}>
        <dt>{t("callbacks.commit")}</dt>
        <dd>
          <code className={page.code}>{shown.commit}</code>
          <span className={page.small}>{t("callbacks.commit_text")}</span>
        </dd>
        <dt>{t("callbacks.seed")}</dt>
        <dd>
          {shown.seed ? (
            <code className={page.code}>{shown.seed}</code>
          ) : (
            <span className={page.small}>{t("callbacks.seed_hidden")}</span>
          )}
        </dd>
      </dl>
    </Section>
  );
}

function Cuts({ shown }: { shown: DrawOut }) {
  const { t } = useTranslation();
  if (shown.cuts.length === 0) return null;
  return (
    <Section title={t("callbacks.cuts")}>
      <DataTable
        columns={[
          { key: "no", title: t("callbacks.cut"), cell: ({ no }) => no },
          { key: "at", title: t("callbacks.cut_at"), cell: ({ at }) => fullTime(at) },
          {
            key: "hash",
            title: t("callbacks.cut_hash"),
            cell: ({ hash }) => <code className={page.code}>{hash}</code>,
          },
        ]}
        idOf={({ no }) => String(no)}
        label={t("callbacks.cuts")}
        rows={shown.cuts}
      />
    </Section>
  );
}

function Rows({ rows }: { rows: EnrolledRow[] }) {
  const { t } = useTranslation();
  const label = useLabels();
  const columns: DataColumn<EnrolledRow>[] = [
    { key: "seq", title: t("callbacks.row_seq"), align: "end", cell: (row) => row.seq },
    {
      key: "outcome",
      title: t("callbacks.row_outcome"),
      cell: (row) => (
        <Tag tone={row.drawn_cut ? "teal" : "neutral"}>{label("draw_outcome", row.outcome)}</Tag>
      ),
    },
    { key: "why", title: t("callbacks.row_why"), cell: (row) => <Why row={row} /> },
    {
      key: "rate",
      title: t("callbacks.row_rate"),
      align: "end",
      cell: (row) => (row.subject_id ? `${row.rate_bp / PER_CENT}%` : ""),
    },
    { key: "at", title: t("callbacks.row_at"), cell: (row) => fullTime(row.enrolled_at) },
    { key: "cut", title: t("callbacks.row_cut"), align: "end", cell: (row) => row.cut },
    {
      key: "matter",
      title: t("callbacks.row_matter"),
      cell: (row) =>
        row.subject_id ? (
          <Link className={styles.link} params={{ id: row.subject_id }} to="/cases/$id">
            {t("callbacks.row_open")}
          </Link>
        ) : (
          <span className={page.small}>{t("callbacks.row_short")}</span>
        ),
    },
  ];
  return (
    <Section title={t("callbacks.rows")}>
      <DataTable
        columns={columns}
        idOf={(row) => String(row.seq)}
        label={t("callbacks.rows")}
        rows={rows}
      />
    </Section>
  );
}

/** What became of a row, in words. */
function Why({ row }: { row: EnrolledRow }) {
  const { t } = useTranslation();
  const label = useLabels();
  const waits = row.outcome === "not_drawn" && row.cut === null;
  const why = t(waits ? "callbacks.why_waiting" : `callbacks.why_${row.outcome}`, {
    cut: row.drawn_cut ?? "",
    reason: row.reason ? label("obstacle", row.reason) : "",
  });
  return (
    <>
      {why}
      {row.gone_cut !== null && ` ${t("callbacks.why_gone", { cut: row.gone_cut })}`}
    </>
  );
}
