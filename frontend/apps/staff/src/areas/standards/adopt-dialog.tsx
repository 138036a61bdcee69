import "@shouwen/i18n/rooms/standards.zh-CN.ts";
import { adoptPack } from "@shouwen/api/standards.ts";
import { fromLocalMinute, localMinute } from "@shouwen/core/instant.ts";
import { Checkbox, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

interface Values {
  from: string;
  always: boolean;
  reason?: string;
}

const MINUTE_MS = 60_000;

/** Takes over all numbers of a pack, from an instant on or as if it had always held. */
export default function AdoptDialog(props: {
  pack: { pack: string; title: string };
  communityId: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { pack, title } = props.pack;
  return (
    <FormDialog<Values>
      done={t("standards.adopted", { title })}
      draft={`adopt.${pack}.${props.communityId}`}
      names={[["from"], ["reason"], ["pack"]]}
      onClose={props.onClose}
      outdated={["standards"]}
      send={({ from, always, reason }, key) =>
        adoptPack(api, key, props.communityId, {
          pack,
          from: always ? null : fromLocalMinute(from),
          ...(reason ? { reason } : {}),
        })
      }
      submit={t("standards.adopt")}
      title={t("standards.adopt_of", { title })}
      values={{ from: localMinute(new Date(Date.now() + MINUTE_MS)), always: false }}
    >
      <Form.Item label={t("standards.from")} name="from">
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item name="always" valuePropName="checked">
        <Checkbox>{t("standards.always")}</Checkbox>
      </Form.Item>
      <Form.Item label={t("cases.act.reason")} name="reason">
        <Input.TextArea maxLength={1000} placeholder={t("app.optional")} rows={2} />
      </Form.Item>
    </FormDialog>
  );
}
