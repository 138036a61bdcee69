import "@shouwen/i18n/rooms/field.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { revealCaller } from "@shouwen/api/cases.ts";
import type { ContactOut } from "@shouwen/api/types.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { DialButton } from "../../shell/dial-button.tsx";

/** Calls who raised the case, where somebody is known to call. */
export function CallButton({ caseId, contacts }: { caseId: string; contacts: ContactOut[] }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [first] = contacts;
  const known = first?.person.phone || first?.person.resident_id;
  if (!first || !known || first.person.anonymous || !holds(person, "cases.reveal")) return null;
  return (
    <DialButton ask={() => revealCaller(api, caseId, "call_back")}>
      {t("field.call")} <span className="aside">{first.person.name}</span>
    </DialButton>
  );
}
