import "@shouwen/i18n/rooms/rights.zh-CN.ts";
import { endGrant } from "@shouwen/api/grants.ts";
import type { GrantRow } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import page from "../../shell/page.module.css";

/** Takes a role away, after saying what that means. */
export default function EndGrantDialog(props: { grant: GrantRow; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { grant } = props;
  return (
    <FormDialog<object>
      danger
      done={t("rights.was_ended")}
      names={[]}
      onClose={props.onClose}
      outdated={["access", "organisation", "me"]}
      send={(_, key) => endGrant(api, key, grant.id)}
      submit={t("rights.end")}
      title={t("rights.end_of", { name: grant.staff.name, role: label("role", grant.role) })}
      values={{}}
    >
      <p className={page.soft}>{t("rights.end_text")}</p>
    </FormDialog>
  );
}
