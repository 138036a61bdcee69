import "@shouwen/i18n/rooms/delivery.zh-CN.ts";
import { myReach, setMyReach } from "@shouwen/api/delivery.ts";
import { useQuery } from "@tanstack/react-query";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

interface Values {
  phone?: string;
  wecom_user?: string;
}

/** Where one is reached outside the console. The number is shown masked; a field left empty stays as it is. */
export default function ReachDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { data: reach } = useQuery(myReach(api));
  if (!reach) return null;
  return (
    <FormDialog<Values>
      done={t("reach.saved")}
      names={[["phone"], ["wecom_user"]]}
      onClose={onClose}
      outdated={["delivery"]}
      send={({ phone, wecom_user }) =>
        setMyReach(api, reach.version, {
          ...(phone ? { phone } : {}),
          ...(wecom_user ? { wecom_user } : {}),
        })
      }
      submit={t("app.save")}
      title={t("reach.mine")}
      values={{}}
    >
      <Form.Item extra={t("reach.phone_hint")} label={t("reach.phone")} name="phone">
        <Input autoComplete="tel" inputMode="tel" placeholder={reach.phone ?? ""} />
      </Form.Item>
      <Form.Item extra={t("reach.wecom_hint")} label={t("reach.wecom")} name="wecom_user">
        <Input autoCapitalize="none" placeholder={reach.wecom_user ?? ""} />
      </Form.Item>
    </FormDialog>
  );
}
