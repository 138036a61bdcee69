import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import type { Held } from "@shouwen/api/staff.ts";
import { standardKeys } from "@shouwen/api/standards.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { grouped } from "./held-groups.ts";
import styles from "./organisation.module.css";

/** What somebody still holds, kind by kind: cases by number, promises by title, posts by name. */
export function HeldList({ held, staffId }: { held: Held[]; staffId: string }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <section aria-label={t("organisation.held")} className={styles.held}>
      {held.map((kind) => (
        <section aria-label={label("held", kind.kind)} key={kind.kind}>
          <h3>
            {t("organisation.held_count", {
              kind: label("held", kind.kind),
              count: kind.count,
            })}
          </h3>
          <ul className={page.row}>
            <Things kind={kind} staffId={staffId} />
            {kind.count > kind.first.length && (
              <li className={page.small}>
                {t("organisation.held_more", { count: kind.count - kind.first.length })}
              </li>
            )}
          </ul>
        </section>
      ))}
    </section>
  );
}

function Things({ kind, staffId }: { kind: Held; staffId: string }) {
  if (kind.kind === "commitment") return <Promises kind={kind} staffId={staffId} />;
  return kind.first.map(({ id, label }) => (
    <li key={id}>
      {kind.kind === "post" ? (
        label
      ) : (
        <Link className={`${styles.link} figures`} params={{ id }} to="/cases/$id">
          {label}
        </Link>
      )}
    </li>
  ));
}

/** Promises alike stand together; their titles come with the standards they were made from. */
function Promises({ kind, staffId }: { kind: Held; staffId: string }) {
  const { data: person } = useSuspenseQuery(me(api));
  const enabled = holds(person, "standards.read");
  const keys = useQuery({ ...standardKeys(api, currentLanguage()), enabled });
  const titleOf = (key: string) =>
    keys.isLoading ? "…" : (keys.data?.data.find((one) => one.key === key)?.title ?? key);
  return grouped(kind.first.map(({ label }) => label)).map(([key, count]) => (
    <li key={key}>
      <Link
        className={styles.link}
        search={{ responsible_id: staffId, state: ["open"], key }}
        to="/commitments"
      >
        {titleOf(key)}
      </Link>
      {count > 1 && ` × ${count}`}
    </li>
  ));
}
