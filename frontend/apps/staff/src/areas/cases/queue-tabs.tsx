import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { QueueCount } from "../../shell/queue-count.tsx";
import styles from "./case-list.module.css";
import { type CaseSearch, QUEUES } from "./case-search.ts";

/** The queues on a phone, where the views beside the page have no room. */
export function QueueTabs({ search }: { search: CaseSearch }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <nav aria-label={t("cases.list.queues")} className={styles.queues}>
      {QUEUES.map((queue) => (
        <Link
          aria-current={search.queue === queue ? "page" : undefined}
          key={queue}
          search={{ queue, sort: "due" }}
          to="/cases"
        >
          {label("queue", queue)}
          <QueueCount queue={queue} />
        </Link>
      ))}
    </nav>
  );
}
