import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { closeMonth } from "@shouwen/api/ledger.ts";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { OUTDATED } from "./ledger-frame.tsx";

/** Closes a month, which nobody opens again. */
export default function CloseMonthDialog(props: {
  communityId: string;
  period: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { communityId, period } = props;
  return (
    <FormDialog<object>
      danger
      done={t("ledger.month_closed", { period })}
      names={[]}
      onClose={props.onClose}
      outdated={OUTDATED}
      send={(_values, key) => closeMonth(api, key, communityId, period)}
      submit={t("ledger.close_month")}
      title={`${t("ledger.close_month")} ${period}`}
      values={{}}
    >
      <p>{t("ledger.close_month_text", { period })}</p>
    </FormDialog>
  );
}
