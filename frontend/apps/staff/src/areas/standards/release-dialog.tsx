import "@shouwen/i18n/rooms/standards.zh-CN.ts";
import { releaseStandard } from "@shouwen/api/standards.ts";
import type { StandardOut } from "@shouwen/api/types.ts";
import { fromLocalMinute } from "@shouwen/core/instant.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

const MOST = 500;

interface Values {
  from?: string;
  reason: string;
}

interface Props {
  standard: StandardOut;
  communityId: string;
  onClose: () => void;
}

/** The community's own number ends, from an instant on; the one of the pack holds again. */
export default function ReleaseDialog({ standard, communityId, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog<Values>
      done={t("standards.released", { title: standard.title })}
      draft={`release.${standard.key}.${communityId}`}
      names={[["from"], ["reason"]]}
      onClose={onClose}
      outdated={["standards"]}
      send={({ from, reason }, key) =>
        releaseStandard(api, key, communityId, standard.key, {
          reason,
          ...(from ? { from: fromLocalMinute(from) } : {}),
        })
      }
      submit={t("standards.release")}
      title={t("standards.release_of", { title: standard.title })}
      values={{ reason: "" }}
    >
      <Form.Item
        label={t("cases.act.reason")}
        name="reason"
        rules={[{ required: true, whitespace: true, message: t("cases.act.reason_needed") }]}
      >
        <Input.TextArea maxLength={MOST} rows={2} />
      </Form.Item>
      <Form.Item extra={t("standards.from_hint")} label={t("standards.from")} name="from">
        <Input type="datetime-local" />
      </Form.Item>
    </FormDialog>
  );
}
