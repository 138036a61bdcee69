import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { givePost } from "@shouwen/api/organisation.ts";
import type { PostRow } from "@shouwen/api/types.ts";
import { fromLocalMinute } from "@shouwen/core/instant.ts";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ColleagueSelect } from "../../shell/colleague-select.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";

interface Values {
  staff_id?: string;
  since?: string;
  until?: string;
}

/** Puts somebody on the post; who works nowhere yet can be found as well. */
export default function GiveDialog(props: { post: PostRow; onClose: () => void }) {
  const { t } = useTranslation();
  const { post } = props;
  return (
    <FormDialog<Values>
      done={t("organisation.given", { post: post.name })}
      fieldOf={(code) => (code === "people.already_holds" ? "staff_id" : undefined)}
      names={[["staff_id"], ["since"], ["until"]]}
      onClose={props.onClose}
      outdated={["organisation", "staff", "posts"]}
      send={({ staff_id = "", since, until }, key) =>
        givePost(api, key, post.id, {
          staff_id,
          ...(since ? { since: fromLocalMinute(since) } : {}),
          ...(until ? { until: fromLocalMinute(until) } : {}),
        })
      }
      submit={t("organisation.give")}
      title={t("organisation.give_of", { post: post.name })}
      values={{}}
    >
      <Form.Item
        label={t("organisation.who")}
        name="staff_id"
        rules={[{ required: true, message: t("organisation.who_needed") }]}
      >
        <ColleagueSelect />
      </Form.Item>
      <Form.Item extra={t("organisation.since_hint")} label={t("organisation.since")} name="since">
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item extra={t("organisation.until_hint")} label={t("organisation.until")} name="until">
        <Input type="datetime-local" />
      </Form.Item>
    </FormDialog>
  );
}
