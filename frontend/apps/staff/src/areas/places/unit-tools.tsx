import "@shouwen/i18n/rooms/places.zh-CN.ts";
import { holdsFor, me } from "@shouwen/api/access.ts";
import type { UnitOut } from "@shouwen/api/types.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";

const UnitDialog = lazy(() => import("./unit-dialog.tsx"));

/** What may be changed about a unit itself, whoever lives there. */
export function UnitTools({ unit }: { unit: UnitOut }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [open, setOpen] = useState(false);
  if (!holdsFor(person, "places.edit", unit.community_id)) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("places.change_unit")}</Button>
      <Suspense>{open && <UnitDialog onClose={() => setOpen(false)} unit={unit} />}</Suspense>
    </>
  );
}
