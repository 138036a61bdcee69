import "@shouwen/i18n/rooms/places.zh-CN.ts";
import { unitsOf } from "@shouwen/api/places.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import styles from "./places.module.css";

/** The units of a building, each with a page of its own; what is no home says what it is. */
export function BuildingUnits({ id }: { id: string }) {
  const { t } = useTranslation();
  const label = useLabels();
  const found = useInfiniteQuery(unitsOf(api, id));
  const units = found.data?.pages.flatMap(({ data }) => data);
  if (!units) return null;
  if (units.length === 0) return <p className={styles.quiet}>{t("places.no_units")}</p>;
  return (
    <ul className={styles.units}>
      {units.map((unit) => (
        <li key={unit.id}>
          <Link className={`figures ${styles.link}`} params={{ id: unit.id }} to="/units/$id">
            {unit.label}
          </Link>
          {unit.kind !== "residential" && (
            <span className={styles.quiet}>{label("unit_kind", unit.kind)}</span>
          )}
        </li>
      ))}
      {found.hasNextPage && (
        <li>
          <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t("places.more_units")}
          </Button>
        </li>
      )}
    </ul>
  );
}
