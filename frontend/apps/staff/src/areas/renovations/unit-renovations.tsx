import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import type { DossierMatter } from "@shouwen/api/types.ts";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import page from "../../shell/page.module.css";
import { RenovationStateTag } from "./renovation-tags.tsx";
import styles from "./renovations.module.css";

/** The renovations of a unit, each with what it caused (RN-13, RN-14). */
export function UnitRenovations({ matters }: { matters: DossierMatter[] }) {
  const { t } = useTranslation();
  const found = matters.filter(({ type }) => type === "renovation");
  if (found.length === 0) return <p className={page.small}>{t("renovations.none_of_unit")}</p>;
  return (
    <ul className={styles.list}>
      {found.map(({ id, number, state, title, since, cases }) => (
        <li key={id}>
          <span className={styles.line}>
            <Link params={{ id }} to="/renovations/$id">
              <span className={page.code}>{number}</span> {title}
            </Link>
            <RenovationStateTag state={state} />
            <time className={page.small} dateTime={since}>
              {since.slice(0, "yyyy-mm-dd".length)}
            </time>
          </span>
          {cases.length > 0 && (
            <span className={styles.line}>
              <span className={page.small}>{t("renovations.caused")}</span>
              {cases.map((one) => (
                <Link key={one.id} params={{ id: one.id }} to="/cases/$id">
                  <span className={page.code}>{one.number}</span>
                </Link>
              ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
