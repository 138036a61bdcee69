import "@shouwen/i18n/rooms/help.zh-CN.ts";
import { openCordon } from "@shouwen/api/emergencies.ts";
import { fromLocalMinute } from "@shouwen/core/instant.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

interface Values {
  place?: string;
  sign?: string;
  until?: string;
}

const MOST = 200;

/** A cordon is set: where, what the sign says, until when probably. */
export default function CordonDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const needed = [{ required: true, whitespace: true, message: t("help.needed") }];
  return (
    <FormDialog<Values>
      done={t("help.cordon_set")}
      names={[["place"], ["sign"], ["until"]]}
      onClose={onClose}
      outdated={["cases", "cordons", "commitments"]}
      send={({ place = "", sign = "", until }, key) =>
        openCordon(api, key, id, {
          place,
          sign,
          ...(until ? { until: fromLocalMinute(until) } : {}),
        })
      }
      submit={t("help.set_cordon")}
      title={t("help.set_cordon")}
      values={{}}
    >
      <Form.Item label={t("help.cordon_place")} name="place" rules={needed}>
        <Input maxLength={MOST} />
      </Form.Item>
      <Form.Item label={t("help.cordon_sign")} name="sign" rules={needed}>
        <Input maxLength={MOST} />
      </Form.Item>
      <Form.Item extra={t("help.cordon_until_hint")} label={t("help.cordon_until")} name="until">
        <Input type="datetime-local" />
      </Form.Item>
    </FormDialog>
  );
}
