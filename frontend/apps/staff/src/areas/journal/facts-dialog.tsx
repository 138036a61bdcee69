import "@shouwen/i18n/rooms/journal.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { standardKeys } from "@shouwen/api/standards.ts";
import type { JournalRow } from "@shouwen/api/types.ts";
import { facts as en } from "@shouwen/i18n/facts.en.ts";
import { facts as zhCN } from "@shouwen/i18n/facts.zh-CN.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Dialog } from "@shouwen/ui/dialog.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { Facts } from "../../shell/section.tsx";
import { factLines } from "./fact-lines.ts";

const WORDS: Record<string, Record<string, string>> = { en, "zh-CN": zhCN };

/** What was written down with an event. */
export default function FactsDialog(props: {
  row: JournalRow;
  event: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const language = currentLanguage();
  const { data: person } = useSuspenseQuery(me(api));
  const standards = useQuery({
    ...standardKeys(api, language),
    enabled: holds(person, "standards.read"),
  });
  const titles = standards.data?.data.map(({ key, title }) => [key, title]) ?? [];
  const facts = factLines(props.row.facts, {
    name: (fact) => WORDS[language]?.[fact],
    label,
    yes: t("journal.yes"),
    no: t("journal.no"),
    names: { ...Object.fromEntries(titles), ...props.row.names },
  });
  return (
    <Dialog
      closeName={t("app.close")}
      onClose={props.onClose}
      readOnly
      title={t("journal.facts_of", { event: props.event })}
      wide
    >
      <Facts facts={facts} />
      {facts.length === 0 && <p className={page.hint}>{t("journal.no_facts")}</p>}
    </Dialog>
  );
}
