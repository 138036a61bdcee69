import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { me } from "@shouwen/api/access.ts";
import type { CallbackOut } from "@shouwen/api/types.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { Section } from "../../shell/section.tsx";
import styles from "./callbacks.module.css";

/** The situations of a call, in the order they come (CB-15, CB-20). */
const SITUATIONS = ["opening", "no_time", "noise", "refer", "angry", "closing"] as const;

/** What to say in which situation; the opening stands open. */
export function Scripts({ shown }: { shown: CallbackOut }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const { all } = useCommunity();
  const community = all.find(({ id }) => id === shown.community_id)?.name ?? "";
  const words = { community, name: person.person.name, title: shown.case.title };
  return (
    <Section title={t("callbacks.scripts")}>
      {SITUATIONS.map((situation) => (
        <details className={styles.script} key={situation} open={situation === "opening"}>
          <summary>{t(`callbacks.script_${situation}`)}</summary>
          <p>{t(`callbacks.say_${situation}`, words)}</p>
        </details>
      ))}
    </Section>
  );
}
