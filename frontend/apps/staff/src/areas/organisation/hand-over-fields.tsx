import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import type { StaffOut } from "@shouwen/api/types.ts";
import { Form, Input } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ColleagueSelect } from "../../shell/colleague-select.tsx";
import { useOneCommunity } from "../../shell/one-community.tsx";

const MOST = 1000;

/** Who takes everything over, and why. */
export function HandOverFields({ from }: { from: StaffOut }) {
  const { t } = useTranslation();
  const community = useOneCommunity();
  const form = Form.useFormInstance();
  // It may come into the form after a refusal: the reader is taken to what is asked next.
  useEffect(() => form.focusField("to_staff_id"), [form]);
  return (
    <>
      <Form.Item
        extra={t("organisation.successor_hint")}
        label={t("organisation.successor")}
        name="to_staff_id"
        rules={[{ required: true, message: t("organisation.who_needed") }]}
      >
        <ColleagueSelect but={from.id} communityId={from.posts[0]?.community_id ?? community?.id} />
      </Form.Item>
      <Form.Item
        label={t("cases.act.reason")}
        name="reason"
        rules={[{ required: true, whitespace: true, message: t("cases.act.reason_needed") }]}
      >
        <Input.TextArea maxLength={MOST} rows={2} />
      </Form.Item>
    </>
  );
}
