import "@shouwen/i18n/rooms/types.zh-CN.ts";
import { type CaseTypeOut, retireCaseType } from "@shouwen/api/case-types.ts";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import page from "../../shell/page.module.css";

/** Takes a type off the list of what can be registered, after saying what that means. */
export default function RetireDialog(props: {
  shown: CaseTypeOut;
  name: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <FormDialog<object>
      danger
      done={t("types.retired")}
      names={[]}
      onClose={props.onClose}
      outdated={["case-types"]}
      send={(_, key) => retireCaseType(api, key, props.shown.id)}
      submit={t("types.retire")}
      title={t("types.retire_of", { name: props.name })}
      values={{}}
    >
      <p className={page.soft}>{t("types.retire_text")}</p>
    </FormDialog>
  );
}
