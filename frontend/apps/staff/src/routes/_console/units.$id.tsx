import { unitDossier } from "@shouwen/api/people.ts";
import { createFileRoute } from "@tanstack/react-router";
import { UnitPage } from "../../areas/cases/unit-page.tsx";
import { UnitHomes } from "../../areas/people/unit-homes.tsx";
import { UnitTools } from "../../areas/places/unit-tools.tsx";
import { ZoneFacts } from "../../areas/places/zone-facts.tsx";
import { UnitRenovations } from "../../areas/renovations/unit-renovations.tsx";
import { api } from "../../shell/api.ts";
import { orNotFound } from "../../shell/or-not-found.ts";

export const Route = createFileRoute("/_console/units/$id")({
  loader: ({ context, params }) =>
    context.queries.ensureQueryData(unitDossier(api, params.id)).catch(orNotFound),
  component: Unit,
});

function Unit() {
  const { id } = Route.useParams();
  return (
    <UnitPage
      homes={({ unit, households }) => <UnitHomes households={households} unit={unit} />}
      id={id}
      tools={({ unit }) => <UnitTools unit={unit} />}
      zone={({ zone_facts }) => <ZoneFacts facts={zone_facts} />}
      key={id}
      renovations={({ matters }) => <UnitRenovations matters={matters} />}
    />
  );
}
