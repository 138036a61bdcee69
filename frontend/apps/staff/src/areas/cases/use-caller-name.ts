import type { ContactOut } from "@shouwen/api/types.ts";
import { useTranslation } from "react-i18next";

/** How somebody who reached us is called: by name, or by what is known instead. */
export function useCallerName(): (person: ContactOut["person"]) => string {
  const { t } = useTranslation();
  return (person) => {
    if (person.anonymous) return t("cases.case.anonymous");
    return person.name ?? t("cases.case.no_name");
  };
}
