import "@shouwen/i18n/rooms/answers.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { answerList, retireAnswer, reviewAnswer } from "@shouwen/api/answers.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import type { StoredAnswer } from "@shouwen/api/types.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { Pager } from "../../shell/pager.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { SearchField } from "../../shell/search-field.tsx";
import { type AnswerSearch, toAnswerQuery } from "./answer-search.ts";

const AnswerForm = lazy(() => import("./answer-form.tsx"));
const LINES = 6;

type Editing = { known?: StoredAnswer; communityId: string } | undefined;

/** What people ask again and again, with the answers, and which of them are to be read again. */
export function AnswersPage({ search }: { search: AnswerSearch }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const { id: communityId } = useCommunity();
  const writtenFor = useOneCommunity();
  const [editing, setEditing] = useState<Editing>();
  const found = useQuery(answerList(api, toAnswerQuery(search, communityId)));
  if (found.error instanceof ApiProblem && found.error.status === 403) return <ForbiddenPage />;
  const mayChange = holds(person, "answers.manage");
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("answers.title")}</PageTitle>
        {mayChange && writtenFor && (
          <div className={page.tools}>
            <Button
              icon="plus"
              kind="primary"
              onClick={() => setEditing({ communityId: writtenFor.id })}
            >
              {t("answers.add")}
            </Button>
          </div>
        )}
      </header>
      <Filters search={search} />
      <section aria-label={t("answers.title")} className={page.sheet}>
        {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
        {found.isError && (
          <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.data?.data.length === 0 && (
          <EmptyState icon="note" title={t("answers.empty")}>
            {t("answers.empty_text")}
          </EmptyState>
        )}
        {found.data && found.data.data.length > 0 && (
          <Answers
            mayChange={mayChange}
            onEdit={setEditing}
            rows={found.data.data}
            stale={found.isPlaceholderData}
          />
        )}
      </section>
      <Pager cursor={search.cursor} next={found.data?.next_cursor} />
      {editing && (
        <Suspense>
          <AnswerForm {...editing} onClose={() => setEditing(undefined)} />
        </Suspense>
      )}
    </div>
  );
}

function Filters({ search }: { search: AnswerSearch }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/answers" });
  const narrow = (part: { [Key in keyof AnswerSearch]?: AnswerSearch[Key] | undefined }) =>
    void navigate({ search: (now) => ({ ...now, cursor: undefined, ...part }) as AnswerSearch });
  return (
    <div className={page.bar}>
      <SearchField
        label={t("answers.search")}
        onSearch={(q) => narrow({ q: q || undefined })}
        q={search.q}
      />
      {(["due", "retired"] as const).map((name) => (
        <label className={page.tick} key={name}>
          <input
            checked={search[name] === "true"}
            onChange={({ target }) => narrow({ [name]: target.checked ? "true" : undefined })}
            type="checkbox"
          />
          {t(`answers.only_${name}`)}
        </label>
      ))}
    </div>
  );
}

function Answers(props: {
  rows: StoredAnswer[];
  stale: boolean;
  mayChange: boolean;
  onEdit: (editing: Editing) => void;
}) {
  const { t } = useTranslation();
  const columns: DataColumn<StoredAnswer>[] = [
    { key: "question", title: t("answers.question"), cell: (row) => <Question row={row} /> },
    { key: "text", title: t("answers.text"), cell: (row) => row.text },
    {
      key: "review",
      title: t("answers.review_on"),
      cell: (row) => (
        <span className={page.row}>
          <time className="figures" dateTime={row.review_on}>
            {row.review_on}
          </time>
          {row.due && <Tag tone="amber">{t("answers.due")}</Tag>}
        </span>
      ),
    },
  ];
  const acts: DataColumn<StoredAnswer> = {
    key: "acts",
    title: t("cases.case.actions"),
    cell: (row) => <Acts onEdit={props.onEdit} row={row} />,
  };
  return (
    <DataTable
      columns={props.mayChange ? [...columns, acts] : columns}
      idOf={(row) => row.id}
      label={t("answers.title")}
      rows={props.rows}
      stale={props.stale}
    />
  );
}

function Question({ row }: { row: StoredAnswer }) {
  const { t } = useTranslation();
  return (
    <>
      <strong>{row.question}</strong>{" "}
      {row.keywords && <span className={page.small}>{row.keywords}</span>}{" "}
      {row.confidential && <Tag tone="red">{t("answers.confidential")}</Tag>}
    </>
  );
}

function Acts({ row, onEdit }: { row: StoredAnswer; onEdit: (editing: Editing) => void }) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const acting = useMutation({
    mutationFn: (act: typeof reviewAnswer | typeof retireAnswer) => act(api, randomKey(), row.id),
    onSuccess: () => {
      toast.done(t("answers.saved"));
      void queries.invalidateQueries({ queryKey: ["answers"] });
    },
  });
  if (row.retired_at) return null;
  const about = <span className="aside">{row.question}</span>;
  return (
    <span className={page.row}>
      {acting.error && <ProblemNotice error={acting.error} />}
      <Button kind="quiet" onClick={() => onEdit({ known: row, communityId: row.community_id })}>
        {t("answers.change")} {about}
      </Button>
      <Button busy={acting.isPending} kind="quiet" onClick={() => acting.mutate(reviewAnswer)}>
        {t("answers.review")} {about}
      </Button>
      <Button busy={acting.isPending} kind="quiet" onClick={() => acting.mutate(retireAnswer)}>
        {t("answers.retire")} {about}
      </Button>
    </span>
  );
}
