import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { fileUrl } from "@shouwen/api/files.ts";
import { sheetUrl } from "@shouwen/api/renovations.ts";
import type { RenovationOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useTranslation } from "react-i18next";
import page from "../../shell/page.module.css";
import { Section } from "../../shell/section.tsx";
import styles from "./renovations.module.css";

const SHEETS = ["application", "agreement", "permit", "acceptance", "settlement"] as const;

/** Whether there is something to put on a sheet yet; the server says the same. */
function isThere(sheet: (typeof SHEETS)[number], shown: RenovationOut): boolean {
  const there = {
    application: true,
    agreement: shown.stamps.approved_at !== null,
    permit: shown.permit_number !== null,
    acceptance: shown.acceptances.length > 0,
    settlement: shown.settlements.length > 0,
  };
  return there[sheet];
}

/** What was handed in, and what can be printed. */
export function Papers({ shown }: { shown: RenovationOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <Section title={t("renovations.papers")}>
      {shown.documents.length === 0 && <p className={page.small}>{t("renovations.no_papers")}</p>}
      <div className={styles.files}>
        {shown.documents.map(({ kind, file_id }) => (
          <a href={fileUrl(file_id)} key={file_id} rel="noreferrer" target="_blank">
            {label("renovation_document", kind)}
          </a>
        ))}
      </div>
      <p className={page.small}>{t("renovations.print")}</p>
      <div className={styles.files}>
        {SHEETS.filter((sheet) => isThere(sheet, shown)).map((sheet) => (
          <a href={sheetUrl(shown.id, sheet)} key={sheet} rel="noreferrer" target="_blank">
            {t(`renovations.sheet_${sheet}`)}
          </a>
        ))}
      </div>
    </Section>
  );
}

/** Each step of the chain, in its order (RN-16). */
export function Chain({ shown }: { shown: RenovationOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const next = shown.chain.find(({ signed_at }) => signed_at === null)?.no;
  return (
    <Section title={t("renovations.chain")}>
      {shown.chain.length === 0 && <p className={page.small}>{t("renovations.chain_later")}</p>}
      <ol className={styles.list}>
        {shown.chain.map(({ no, step, post, signed_by, signed_at, opinion }) => (
          <li key={no}>
            <span className={styles.line}>
              <strong>{label("chain_step", step)}</strong>
              {post && <span className={page.small}>{post.name}</span>}
              {signed_by && signed_at && (
                <span className={page.small}>
                  {signed_by.name} {fullTime(signed_at)}
                </span>
              )}
              {no === next && <Tag tone="amber">{t("renovations.waits_signature")}</Tag>}
            </span>
            {opinion && <span className={styles.said}>{opinion}</span>}
          </li>
        ))}
      </ol>
    </Section>
  );
}
