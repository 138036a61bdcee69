import "@shouwen/i18n/rooms/types.zh-CN.ts";
import { adoptCaseTypes } from "@shouwen/api/case-types.ts";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import page from "../../shell/page.module.css";

/** Brings in the types of the show-room, after saying what that means. */
export default function AdoptDialog(props: { communityId: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <FormDialog<object>
      done={t("types.saved")}
      names={[]}
      onClose={props.onClose}
      outdated={["case-types"]}
      send={(_, key) => adoptCaseTypes(api, key, props.communityId)}
      submit={t("types.adopt_now")}
      title={t("types.adopt")}
      values={{}}
    >
      <p className={page.soft}>{t("types.adopt_text")}</p>
    </FormDialog>
  );
}
