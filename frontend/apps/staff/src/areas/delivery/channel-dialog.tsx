import { setChannel } from "@shouwen/api/delivery.ts";
import type { ChannelOut, Takes } from "@shouwen/api/types.ts";
import { labels } from "@shouwen/i18n/rooms/delivery.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

const EXAMPLE = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…";
const TAKES = Object.keys(labels.takes) as Takes[];

interface Values {
  takes: Takes;
  url?: string;
}

/** What a channel is used for. The robot's address is written and never read again. */
export default function ChannelDialog(props: {
  communityId: string;
  row: ChannelOut;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const { communityId, row } = props;
  return (
    <FormDialog<Values>
      done={t("delivery.saved")}
      names={[["takes"], ["url"]]}
      onClose={props.onClose}
      outdated={["delivery"]}
      send={({ takes, url }) =>
        setChannel(api, communityId, row.channel, row.version, { takes, ...(url ? { url } : {}) })
      }
      submit={t("app.save")}
      title={label("message_channel", row.channel)}
      values={{ takes: row.takes }}
    >
      <Form.Item label={t("delivery.takes")} name="takes">
        <Segmented
          label={t("delivery.takes")}
          segments={TAKES.map((value) => ({ value, label: label("takes", value) }))}
        />
      </Form.Item>
      {row.channel === "wecom" && (
        <Form.Item extra={t("delivery.url_hint")} label={t("delivery.url")} name="url">
          <Input autoComplete="off" placeholder={row.url_ends ? `…${row.url_ends}` : EXAMPLE} />
        </Form.Item>
      )}
      {row.channel === "sms" && <p>{t("delivery.sms_text")}</p>}
    </FormDialog>
  );
}
