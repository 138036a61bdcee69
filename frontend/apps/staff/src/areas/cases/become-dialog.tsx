import "@shouwen/i18n/rooms/record.zh-CN.ts";
import "@shouwen/i18n/rooms/register.zh-CN.ts";
import { becomeCase } from "@shouwen/api/contacts.ts";
import type { ContactRow } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { useNavigate } from "@tanstack/react-router";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { KINDS } from "./case-search.ts";

const MOST = 200;

interface Values {
  kind: (typeof KINDS)[number];
  title: string;
}

/** A case comes of the call after all. */
export default function BecomeDialog(props: { contact: ContactRow; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const navigate = useNavigate();
  const { contact } = props;
  return (
    <FormDialog<Values>
      done={t("cases.register.become")}
      names={[["kind"], ["title"]]}
      onClose={props.onClose}
      outdated={["contacts", "cases", "commitments"]}
      send={async (values, key) => {
        const { data } = await becomeCase(api, key, contact.id, values);
        void navigate({ to: "/cases/$id", params: { id: data.id } });
      }}
      submit={t("cases.register.become")}
      title={t("cases.register.become")}
      values={{ kind: "repair", title: (contact.words ?? "").split("\n")[0]?.slice(0, MOST) ?? "" }}
    >
      <Form.Item label={t("cases.record.kind")} name="kind">
        <Segmented
          label={t("cases.record.kind")}
          segments={KINDS.map((value) => ({ value, label: label("kind", value) }))}
        />
      </Form.Item>
      <Form.Item
        label={t("cases.record.case_title")}
        name="title"
        rules={[{ required: true, whitespace: true, message: t("cases.record.title_needed") }]}
      >
        <Input maxLength={MOST} />
      </Form.Item>
    </FormDialog>
  );
}
