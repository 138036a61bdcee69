import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { holdsFor, me } from "@shouwen/api/access.ts";
import { chartOf, givePost } from "@shouwen/api/organisation.ts";
import { fromLocalMinute } from "@shouwen/core/instant.ts";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ColleagueSelect } from "../../shell/colleague-select.tsx";
import { useCommunity } from "../../shell/community.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { NamedSelect } from "../../shell/named-select.tsx";
import { useOneCommunity } from "../../shell/one-community.tsx";

interface Values {
  staff_id?: string;
  community_id?: string;
  post_id?: string;
  since?: string;
  until?: string;
}

type Named = { id: string; name: string };
type Known = { post: Named; staff?: never } | { staff: Named; post?: never };

/** Puts somebody on a post: one of the two is known, the other is asked for. */
export default function GiveDialog({ post, staff, onClose }: Known & { onClose: () => void }) {
  const { t } = useTranslation();
  const community = useOneCommunity();
  const known = post ?? staff;
  return (
    <FormDialog<Values>
      done={t("organisation.given", { name: known.name })}
      fieldOf={(code) =>
        code === "people.already_holds" ? (post ? "staff_id" : "post_id") : undefined
      }
      names={[["staff_id"], ["post_id"], ["since"], ["until"]]}
      onClose={onClose}
      outdated={["organisation", "staff", "posts"]}
      send={({ staff_id = "", post_id = "", since, until }, key) =>
        givePost(api, key, post?.id ?? post_id, {
          staff_id: staff?.id ?? staff_id,
          ...(since ? { since: fromLocalMinute(since) } : {}),
          ...(until ? { until: fromLocalMinute(until) } : {}),
        })
      }
      submit={t("organisation.give")}
      title={t("organisation.give_of", { name: known.name })}
      values={community && staff ? { community_id: community.id } : {}}
    >
      {post ? <WhoField /> : <PostFields />}
      <Form.Item extra={t("organisation.since_hint")} label={t("organisation.since")} name="since">
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item extra={t("organisation.until_hint")} label={t("organisation.until")} name="until">
        <Input type="datetime-local" />
      </Form.Item>
    </FormDialog>
  );
}

/** Who works nowhere yet can be found as well. */
function WhoField() {
  const { t } = useTranslation();
  return (
    <Form.Item
      label={t("organisation.who")}
      name="staff_id"
      rules={[{ required: true, message: t("organisation.who_needed") }]}
    >
      <ColleagueSelect />
    </Form.Item>
  );
}

/** A post of a community whose chart is the reader's to manage. */
function PostFields() {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const places = useCommunity().all.filter(({ id }) => holdsFor(person, "people.manage", id));
  const chosen = Form.useWatch<string | undefined>("community_id");
  const chart = useQuery({ ...chartOf(api, chosen ?? ""), enabled: chosen !== undefined });
  return (
    <>
      {places.length > 1 && (
        <Form.Item label={t("organisation.community")} name="community_id">
          <NamedSelect options={places} />
        </Form.Item>
      )}
      <Form.Item
        key={chosen}
        label={t("organisation.post")}
        name="post_id"
        preserve={false}
        rules={[{ required: true, message: t("organisation.post_needed") }]}
      >
        <NamedSelect options={chart.data?.posts} />
      </Form.Item>
    </>
  );
}
