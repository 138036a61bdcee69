import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import type { StaffOut } from "@shouwen/api/types.ts";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useTranslation } from "react-i18next";

/** Whether somebody works here, or since when no longer. */
export function StaffState({ staff }: { staff: StaffOut }) {
  const { t } = useTranslation();
  if (staff.active) return <Tag tone="green">{t("organisation.works_here")}</Tag>;
  return <Tag>{t("organisation.left_on", { date: staff.left_on ?? "" })}</Tag>;
}
