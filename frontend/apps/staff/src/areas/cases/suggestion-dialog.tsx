import "@shouwen/i18n/rooms/help.zh-CN.ts";
import "@shouwen/i18n/rooms/suggestions.zh-CN.ts";
import { actOnSuggestion } from "@shouwen/api/suggestions.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

interface Values {
  adopted?: "yes" | "no";
  reason?: string;
  text?: string;
  words?: string;
}

type Verb = "decide" | "thank" | "publish";

const MOST = 2_000;
const FIELD = { decide: "reason", thank: "text", publish: "words" } as const;

/** What is said to a suggestion in words. */
export default function SuggestionDialog(props: { id: string; verb: Verb; onClose: () => void }) {
  const { id, verb } = props;
  const { t } = useTranslation();
  const label = useLabels();
  const name = label("suggestion_action", verb);
  const field = FIELD[verb];
  return (
    <FormDialog<Values>
      done={name}
      draft={`suggestion.${verb}.${id}`}
      names={[["adopted"], [field]]}
      onClose={props.onClose}
      outdated={["cases", "published"]}
      send={({ adopted, ...rest }, key) =>
        actOnSuggestion(api, key, id, verb, {
          ...rest,
          ...(verb === "decide" ? { adopted: adopted === "yes" } : {}),
        })
      }
      submit={name}
      title={name}
      values={verb === "decide" ? { adopted: "yes" } : {}}
    >
      {verb === "decide" && (
        <Form.Item label={t("suggestions.verdict")} name="adopted">
          <Segmented
            label={t("suggestions.verdict")}
            segments={[
              { value: "yes", label: t("suggestions.adopted") },
              { value: "no", label: t("suggestions.not_adopted") },
            ]}
          />
        </Form.Item>
      )}
      <Form.Item
        extra={t(`suggestions.${field}_hint`)}
        label={t(`suggestions.${field}`)}
        name={field}
        rules={[{ required: true, whitespace: true, message: t("help.needed") }]}
      >
        <Input.TextArea maxLength={MOST} rows={4} />
      </Form.Item>
    </FormDialog>
  );
}
