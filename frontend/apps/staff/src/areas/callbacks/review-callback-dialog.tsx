import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { reviewCallback } from "@shouwen/api/callbacks.ts";
import type { CallbackOut } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { OUTDATED } from "./use-say.ts";

const LONG = { rows: 3, maxLength: 2000 };

interface Values {
  passed: "pass" | "fail";
  comment: string;
}

/** Comments on what was recorded and passes it, or not (CB-08). */
export default function ReviewCallbackDialog(props: { shown: CallbackOut; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { shown } = props;
  return (
    <FormDialog<Values>
      done={t("callbacks.reviewed")}
      draft={`review.${props.shown.id}`}
      names={[["comment"], ["passed"]]}
      onClose={props.onClose}
      outdated={OUTDATED}
      send={({ comment, passed }, key) =>
        reviewCallback(api, key, shown.id, { comment, passed: passed === "pass" })
      }
      submit={label("callback_action", "review")}
      title={`${label("callback_action", "review")} ${shown.number}`}
      values={{ passed: "pass", comment: "" }}
    >
      <Form.Item
        extra={t("callbacks.review_hint")}
        label={t("callbacks.review_result")}
        name="passed"
      >
        <Segmented
          label={t("callbacks.review_result")}
          segments={[
            { value: "pass", label: t("callbacks.pass") },
            { value: "fail", label: t("callbacks.fail") },
          ]}
        />
      </Form.Item>
      <Form.Item
        label={t("callbacks.review_comment")}
        name="comment"
        rules={[{ required: true, whitespace: true, message: t("callbacks.review_needed") }]}
      >
        <Input.TextArea {...LONG} />
      </Form.Item>
    </FormDialog>
  );
}
