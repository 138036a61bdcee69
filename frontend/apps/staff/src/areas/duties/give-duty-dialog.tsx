import "@shouwen/i18n/rooms/duties.zh-CN.ts";
import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { giveDuty } from "@shouwen/api/duties.ts";
import { chartOf } from "@shouwen/api/organisation.ts";
import type { DutyOut } from "@shouwen/api/types.ts";
import { useQuery } from "@tanstack/react-query";
import { Form } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { NamedSelect } from "../../shell/named-select.tsx";

/** Gives a duty, with what is open of it, to another post. */
export default function GiveDutyDialog(props: { duty: DutyOut; onClose: () => void }) {
  const { t } = useTranslation();
  const [duty] = useState(props.duty); // as it was when the reader began
  return (
    <FormDialog<{ post_id?: string }>
      done={t("duties.given", { title: duty.title })}
      names={[["post_id"]]}
      onClose={props.onClose}
      outdated={["duties", "commitments", "board"]}
      send={({ post_id = "" }) => giveDuty(api, duty.id, duty.version, { post_id })}
      submit={t("duties.give")}
      title={t("duties.give_of", { title: duty.title })}
      values={{}}
    >
      <Posts duty={duty} />
    </FormDialog>
  );
}

function Posts({ duty }: { duty: DutyOut }) {
  const { t } = useTranslation();
  const posts = useQuery(chartOf(api, duty.community_id)).data?.posts;
  return (
    <Form.Item
      extra={t("duties.give_hint", { post: duty.post.name })}
      label={t("duties.to_post")}
      name="post_id"
      rules={[{ required: true, message: t("organisation.post_needed") }]}
    >
      <NamedSelect
        none={t("organisation.choose")}
        options={posts?.filter(({ id }) => id !== duty.post.id)}
      />
    </Form.Item>
  );
}
