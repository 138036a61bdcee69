import "@shouwen/i18n/rooms/places.zh-CN.ts";
import { holdsFor, me } from "@shouwen/api/access.ts";
import { addZone, zoneList } from "@shouwen/api/places.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ExportButton } from "../../shell/export-button.tsx";
import { useOneCommunity } from "../../shell/one-community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { ZoneLink } from "./links.tsx";
import styles from "./places.module.css";

const NameDialog = lazy(() => import("./name-dialog.tsx"));

/** The zones of a community; what lies in each is on its own page. */
export function PlacesPage() {
  const { t } = useTranslation();
  const community = useOneCommunity();
  const { data: person } = useSuspenseQuery(me(api));
  const [adding, setAdding] = useState(false);
  const zones = useQuery({
    ...zoneList(api, community?.id ?? ""),
    enabled: community !== undefined,
  });
  if (!community) return null;
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("places.title")}</PageTitle>
        <p>{community.name}</p>
        {holdsFor(person, "places.edit", community.id) && (
          <div className={page.tools}>
            {holdsFor(person, "exports.make", community.id) && (
              <ExportButton communityId={community.id} type="units" />
            )}
            <Button kind="primary" onClick={() => setAdding(true)}>
              {t("places.add_zone")}
            </Button>
          </div>
        )}
      </header>
      <section aria-label={t("places.zones")} className={`${page.sheet} ${page.padded}`}>
        <ul className={styles.list}>
          {zones.data?.data.map((zone) => (
            <li key={zone.id}>
              <ZoneLink zone={zone} />
            </li>
          ))}
        </ul>
      </section>
      <Suspense>
        {adding && (
          <NameDialog
            onClose={() => setAdding(false)}
            send={(name, key) => addZone(api, key, { community_id: community.id, name })}
            title={t("places.add_zone")}
          />
        )}
      </Suspense>
    </div>
  );
}
