import "@shouwen/i18n/rooms/places.zh-CN.ts";
import { holds, holdsFor, me } from "@shouwen/api/access.ts";
import {
  addBuilding,
  buildingsOf,
  renameBuilding,
  renameZone,
  zoneById,
} from "@shouwen/api/places.ts";
import type { BuildingOut, Zone } from "@shouwen/api/types.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { BuildingUnits } from "./building-units.tsx";
import { BackLink } from "./links.tsx";
import styles from "./places.module.css";
import { ZoneFacts } from "./zone-facts.tsx";

const NameDialog = lazy(() => import("./name-dialog.tsx"));
const UnitDialog = lazy(() => import("./unit-dialog.tsx"));
const CardDialog = lazy(() => import("./card-dialog.tsx"));

/** A zone: its card, and the buildings that stand in it. */
export function ZonePage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: zone } = useSuspenseQuery(zoneById(api, id));
  const { data: person } = useSuspenseQuery(me(api));
  const [open, setOpen] = useState<"card" | "name">();
  const mayEdit = holdsFor(person, "places.edit", zone.community_id);
  const onClose = () => setOpen(undefined);
  return (
    <div className={page.page}>
      <BackLink />
      <header className={page.head}>
        <PageTitle>{zone.name}</PageTitle>
        {mayEdit && (
          <div className={page.tools}>
            <Button onClick={() => setOpen("name")}>{t("places.rename")}</Button>
          </div>
        )}
      </header>
      <section
        aria-label={t("places.card")}
        className={`${page.sheet} ${page.padded} ${page.section}`}
      >
        <header>
          <h2>{t("places.card")}</h2>
          {holds(person, "places.edit_facts") && (
            <div className={page.tools}>
              <Button onClick={() => setOpen("card")}>{t("places.edit_card")}</Button>
            </div>
          )}
        </header>
        <ZoneFacts facts={zone.facts} />
      </section>
      <Buildings mayEdit={mayEdit} zone={zone} />
      <Suspense>
        {open === "card" && <CardDialog onClose={onClose} zone={zone} />}
        {open === "name" && (
          <NameDialog
            name={zone.name}
            onClose={onClose}
            send={(name) => renameZone(api, zone.id, zone.version, name)}
            title={t("places.rename_of", { name: zone.name })}
          />
        )}
      </Suspense>
    </div>
  );
}

type Open = { what: "new" } | { what: "name" | "unit"; building: BuildingOut };

function Buildings({ zone, mayEdit }: { zone: Zone; mayEdit: boolean }) {
  const { t } = useTranslation();
  const found = useQuery(buildingsOf(api, zone.id));
  const [open, setOpen] = useState<Open>();
  const [shown, setShown] = useState<string>();
  const buildings = found.data?.data ?? [];
  return (
    <section
      aria-label={t("places.buildings")}
      className={`${page.sheet} ${page.padded} ${page.section}`}
    >
      <header>
        <h2>{t("places.buildings")}</h2>
        {mayEdit && (
          <div className={page.tools}>
            <Button onClick={() => setOpen({ what: "new" })}>{t("places.add_building")}</Button>
          </div>
        )}
      </header>
      {found.data && buildings.length === 0 && (
        <p className={styles.quiet}>{t("places.no_buildings")}</p>
      )}
      <ul className={styles.list}>
        {buildings.map((building) => (
          <li key={building.id}>
            {building.name}
            <Button
              aria-expanded={shown === building.id}
              kind="quiet"
              onClick={() => setShown(shown === building.id ? undefined : building.id)}
            >
              {t("places.units")} <span className="aside">{building.name}</span>
            </Button>
            {mayEdit && (
              <>
                <Button kind="quiet" onClick={() => setOpen({ what: "name", building })}>
                  {t("places.rename")} <span className="aside">{building.name}</span>
                </Button>
                <Button kind="quiet" onClick={() => setOpen({ what: "unit", building })}>
                  {t("places.add_unit")} <span className="aside">{building.name}</span>
                </Button>
              </>
            )}
            {shown === building.id && <BuildingUnits id={building.id} />}
          </li>
        ))}
      </ul>
      <Suspense>
        {open && <BuildingDialog onClose={() => setOpen(undefined)} open={open} zone={zone} />}
      </Suspense>
    </section>
  );
}

function BuildingDialog(props: { open: Open; zone: Zone; onClose: () => void }) {
  const { t } = useTranslation();
  const { open, zone, onClose } = props;
  if (open.what === "unit") return <UnitDialog building={open.building} onClose={onClose} />;
  if (open.what === "new")
    return (
      <NameDialog
        onClose={onClose}
        send={(name, key) => addBuilding(api, key, { zone_id: zone.id, name })}
        title={t("places.add_building")}
      />
    );
  const { building } = open;
  return (
    <NameDialog
      name={building.name}
      onClose={onClose}
      send={(name) => renameBuilding(api, building.id, building.version, name)}
      title={t("places.rename_of", { name: building.name })}
    />
  );
}
