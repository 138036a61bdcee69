import "@shouwen/i18n/rooms/imports.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { uploadFile } from "@shouwen/api/files.ts";
import { beginImport, templateUrl } from "@shouwen/api/imports.ts";
import type { ImportType } from "@shouwen/api/types.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button, buttonClass } from "@shouwen/ui/button.tsx";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { type ImportSearch, TYPES } from "./import-search.ts";
import styles from "./imports.module.css";
import { RunningImport } from "./running-import.tsx";

const NEEDS = { residents: "people.edit", units: "places.edit" } as const;

/** A spreadsheet taken in: it is checked first, row by row, and written when the reader says so. */
export function ImportsPage({ search }: { search: ImportSearch }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const community = useOneCommunity();
  const types = TYPES.filter((type) => holds(person, NEEDS[type]));
  const type = types.find((one) => one === search.type) ?? types[0];
  if (!type) return <ForbiddenPage />;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("imports.title")}</PageTitle>
        {community && <p>{community.name}</p>}
      </header>
      {search.operation ? (
        <RunningImport cursor={search.cursor} id={search.operation} key={search.operation} />
      ) : (
        community && <Start communityId={community.id} type={type} types={types} />
      )}
    </div>
  );
}

function Start(props: { communityId: string; type: ImportType; types: readonly ImportType[] }) {
  const { communityId: community_id, type } = props;
  const { t } = useTranslation();
  const label = useLabels();
  const navigate = useNavigate({ from: "/imports" });
  const input = useRef<HTMLInputElement>(null);
  const checking = useMutation({
    mutationFn: async (file: File) => {
      const { id: file_id } = await uploadFile(api, randomKey(), file);
      const given = { community_id, type, file_id, dry_run: true };
      return (await beginImport(api, randomKey(), given)).data;
    },
    onSuccess: ({ id }) => void navigate({ search: { type, operation: id } }),
  });
  return (
    <section aria-label={t("imports.title")} className={`${page.sheet} ${styles.start}`}>
      <label className={page.field}>
        {t("imports.what")}
        <select
          onChange={({ target }) =>
            void navigate({ search: { type: target.value as ImportType }, replace: true })
          }
          value={type}
        >
          {props.types.map((one) => (
            <option key={one} value={one}>
              {label("import_type", one)}
            </option>
          ))}
        </select>
      </label>
      <p className={page.hint}>{t("imports.hint")}</p>
      <p className={page.hint}>{t("imports.columns_hint")}</p>
      {checking.error && <ProblemNotice error={checking.error} />}
      <input
        accept=".xlsx,.csv"
        aria-label={t("imports.file")}
        className="aside"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) checking.mutate(file);
          target.value = "";
        }}
        ref={input}
        tabIndex={-1}
        type="file"
      />
      <div className={page.row}>
        <Button
          busy={checking.isPending}
          icon="upload"
          kind="primary"
          onClick={() => input.current?.click()}
        >
          {t(checking.isPending ? "imports.sending" : "imports.choose")}
        </Button>
        <a className={buttonClass("plain")} download href={templateUrl(type)}>
          {t("imports.template")}
        </a>
      </div>
    </section>
  );
}
