import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { addRoute, chartOf } from "@shouwen/api/organisation.ts";
import { zoneList } from "@shouwen/api/places.ts";
import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useQuery } from "@tanstack/react-query";
import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { NamedSelect } from "../../shell/named-select.tsx";

interface Values {
  kind?: string;
  category?: string;
  complaint_class?: string;
  zone_id?: string;
  post_id?: string;
}

/** To which post such matters go from now on. */
export default function RouteDialog(props: { communityId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { communityId } = props;
  return (
    <FormDialog<Values>
      done={t("organisation.route_saved")}
      fieldOf={(code) => (code === "people.route_taken" ? "kind" : undefined)}
      names={[["kind"], ["complaint_class"], ["category"], ["zone_id"], ["post_id"]]}
      onClose={props.onClose}
      outdated={["organisation"]}
      send={({ kind = "", category, complaint_class, zone_id, post_id = "" }, key) =>
        addRoute(api, key, {
          community_id: communityId,
          kind,
          post_id,
          ...(category && { category }),
          ...(kind === "complaint" && complaint_class && { complaint_class }),
          ...(zone_id && { zone_id }),
        })
      }
      submit={t("app.save")}
      title={t("organisation.new_route")}
      values={{}}
    >
      <RouteFields communityId={communityId} />
    </FormDialog>
  );
}

function RouteFields({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const label = useLabels();
  const posts = useQuery(chartOf(api, communityId)).data?.posts;
  const zones = useQuery(zoneList(api, communityId)).data?.data;
  const kind = Form.useWatch<string | undefined>("kind");
  const named = (family: "kind" | "category" | "complaint_class") =>
    Object.keys(labels[family]).map((id) => ({ id, name: label(family, id) }));
  return (
    <>
      <Form.Item
        label={t("cases.list.kind")}
        name="kind"
        rules={[{ required: true, message: t("organisation.kind_needed") }]}
      >
        <NamedSelect none={t("organisation.choose")} options={named("kind")} />
      </Form.Item>
      {kind === "complaint" && (
        <Form.Item label={t("cases.record.complaint_class")} name="complaint_class">
          <NamedSelect none={t("organisation.any")} options={named("complaint_class")} />
        </Form.Item>
      )}
      <Form.Item label={t("cases.record.category")} name="category">
        <NamedSelect none={t("organisation.any")} options={named("category")} />
      </Form.Item>
      {zones && zones.length > 0 && (
        <Form.Item
          extra={t("organisation.closest_hint")}
          label={t("organisation.zone")}
          name="zone_id"
        >
          <NamedSelect none={t("organisation.any")} options={zones} />
        </Form.Item>
      )}
      <Form.Item
        label={t("organisation.to_post")}
        name="post_id"
        rules={[{ required: true, message: t("organisation.post_needed") }]}
      >
        <NamedSelect none={t("organisation.choose")} options={posts} />
      </Form.Item>
    </>
  );
}
