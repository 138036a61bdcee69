import "@shouwen/i18n/rooms/answers.zh-CN.ts";
import { addAnswer, changeAnswer } from "@shouwen/api/answers.ts";
import type { StoredAnswer } from "@shouwen/api/types.ts";
import { Checkbox, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

const LINE = 200;
const MOST = 10_000;
const ROWS = 5;

interface Values {
  question: string;
  text: string;
  keywords?: string;
  confidential: boolean;
}

interface Props {
  communityId: string;
  /** The answer to be changed; without one a new answer is written. */
  known?: StoredAnswer | undefined;
  onClose: () => void;
}

/** A question with its answer. */
export default function AnswerForm(props: Props) {
  const { t } = useTranslation();
  const [known] = useState(props.known); // as it was when the reader began
  const needed = (message: string) => [{ required: true, whitespace: true, message }];
  return (
    <FormDialog<Values>
      done={t("answers.saved")}
      draft={`answer.${known?.id ?? "new"}`}
      names={[["question"], ["text"], ["keywords"], ["confidential"]]}
      onClose={props.onClose}
      outdated={["answers"]}
      send={({ keywords, ...rest }, key) => {
        const given = { ...rest, keywords: keywords?.trim() || null };
        return known
          ? changeAnswer(api, known.id, known.version, given)
          : addAnswer(api, key, { community_id: props.communityId, ...given });
      }}
      submit={t("app.save")}
      title={t(known ? "answers.change" : "answers.add")}
      values={{
        question: known?.question ?? "",
        text: known?.text ?? "",
        ...(known?.keywords ? { keywords: known.keywords } : {}),
        confidential: known?.confidential ?? false,
      }}
    >
      <Form.Item
        label={t("answers.question")}
        name="question"
        rules={needed(t("answers.question_needed"))}
      >
        <Input maxLength={LINE} />
      </Form.Item>
      <Form.Item label={t("answers.text")} name="text" rules={needed(t("answers.text_needed"))}>
        <Input.TextArea maxLength={MOST} rows={ROWS} />
      </Form.Item>
      <Form.Item label={t("answers.keywords")} name="keywords">
        <Input maxLength={LINE} placeholder={t("answers.keywords_hint")} />
      </Form.Item>
      <Form.Item name="confidential" noStyle valuePropName="checked">
        <Checkbox>{t("answers.confidential_long")}</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}
