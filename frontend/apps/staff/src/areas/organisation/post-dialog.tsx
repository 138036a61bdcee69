import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { addPost, changePost, chartOf } from "@shouwen/api/organisation.ts";
import { zoneList } from "@shouwen/api/places.ts";
import type { PostRow } from "@shouwen/api/types.ts";
import { Check } from "@shouwen/ui/check.tsx";
import { useQuery } from "@tanstack/react-query";
import { Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { NamedSelect } from "../../shell/named-select.tsx";
import { changes, draftOf, type PostDraft } from "./post-draft.ts";

const LONGEST_NAME = 64;
const NAMES = [
  ["name"],
  ["department_id"],
  ["zone_id"],
  ["superior_post_id"],
  ["deputy_post_id"],
  ["is_reception"],
];
const NEW: PostDraft = { name: "", is_reception: false };

interface Props {
  communityId: string;
  /** The post to be changed; without one a new post is made. */
  post?: PostRow;
  onClose: () => void;
}

/** A new post, or another name and place for one there is. */
export default function PostDialog(props: Props) {
  const { t } = useTranslation();
  const { communityId, onClose } = props;
  const [post] = useState(props.post); // as it was when the reader began, whoever changes it meanwhile
  const before = post ? draftOf(post) : NEW;
  const fieldOf = (code: string, after: PostDraft) => {
    if (code === "people.name_taken") return "name";
    if (code !== "people.loop") return undefined;
    return after.superior_post_id === before.superior_post_id
      ? "deputy_post_id"
      : "superior_post_id";
  };
  return (
    <FormDialog<PostDraft>
      done={t("organisation.post_saved")}
      fieldOf={fieldOf}
      names={NAMES}
      onClose={onClose}
      outdated={["organisation", "posts"]}
      send={(after, key) =>
        post
          ? changePost(api, post.id, post.version, changes(before, after))
          : addPost(api, key, {
              ...changes(NEW, after),
              name: after.name,
              community_id: communityId,
            })
      }
      submit={t("app.save")}
      title={post ? t("organisation.change_of", { name: post.name }) : t("organisation.new_post")}
      values={before}
    >
      <PostFields communityId={communityId} postId={post?.id} />
    </FormDialog>
  );
}

function PostFields(props: { communityId: string; postId: string | undefined }) {
  const { t } = useTranslation();
  const chart = useQuery(chartOf(api, props.communityId)).data;
  const zones = useQuery(zoneList(api, props.communityId)).data;
  const others = chart?.posts.filter(({ id }) => id !== props.postId);
  return (
    <>
      <Form.Item
        label={t("organisation.name")}
        name="name"
        rules={[{ required: true, whitespace: true, message: t("organisation.name_needed") }]}
      >
        <Input maxLength={LONGEST_NAME} />
      </Form.Item>
      <Form.Item label={t("organisation.department")} name="department_id">
        <NamedSelect options={chart?.departments} />
      </Form.Item>
      <Form.Item
        extra={t("organisation.superior_hint")}
        label={t("organisation.superior_post")}
        name="superior_post_id"
      >
        <NamedSelect options={others} />
      </Form.Item>
      <Form.Item
        extra={t("organisation.deputy_hint")}
        label={t("organisation.deputy_post")}
        name="deputy_post_id"
      >
        <NamedSelect options={others} />
      </Form.Item>
      {(zones?.data.length ?? 0) > 0 && (
        <Form.Item label={t("organisation.zone")} name="zone_id">
          <NamedSelect options={zones?.data} />
        </Form.Item>
      )}
      <Form.Item
        extra={t("organisation.reception_hint")}
        name="is_reception"
        valuePropName="checked"
      >
        <Check>{t("organisation.is_reception")}</Check>
      </Form.Item>
    </>
  );
}
