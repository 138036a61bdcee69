import type { RenovationOut, RenovationPatch } from "@shouwen/api/types.ts";
import type { ApplicationValues } from "./application-fields.tsx";

export type AmendValues = ApplicationValues;

/** The application as it stands, as the form shows it. */
export function asShown(shown: RenovationOut): AmendValues {
  const { contractor, agent } = shown;
  return {
    title: shown.title,
    scope: shown.scope,
    starts_on: shown.starts_on,
    ends_on: shown.ends_on,
    ...(contractor && {
      contractor: {
        name: contractor.name,
        licence: contractor.licence ?? "",
        licence_until: contractor.licence_until,
      },
    }),
    ...(agent && { agent: { name: agent.name, letter_until: agent.letter_until } }),
  };
}

/** What is different; an agent whose name was emptied is named no longer: the owner comes in person. */
export function toPatch(before: AmendValues, now: AmendValues): RenovationPatch {
  const same = (name: keyof AmendValues) =>
    JSON.stringify(before[name] ?? null) === JSON.stringify(now[name] ?? null);
  const { title, scope, starts_on, ends_on, contractor, agent } = now;
  return {
    ...(!same("title") && title && { title }),
    ...(!same("scope") && { scope }),
    ...(!same("starts_on") && starts_on && { starts_on }),
    ...(!same("ends_on") && ends_on && { ends_on }),
    ...(!same("contractor") &&
      contractor?.name && {
        contractor: {
          name: contractor.name,
          licence: contractor.licence ?? "",
          licence_until: contractor.licence_until ?? "",
        },
      }),
    ...(!same("agent") && {
      agent: agent?.name ? { name: agent.name, letter_until: agent.letter_until ?? "" } : null,
    }),
  };
}
