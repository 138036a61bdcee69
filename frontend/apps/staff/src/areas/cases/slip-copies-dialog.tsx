import { addressSlips, type SlipOut, slipCopies } from "@shouwen/api/slips.ts";
import { labels } from "@shouwen/i18n/rooms/slips.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { PostPicker } from "./people-picker.tsx";
import type { Picked } from "./record-values.ts";

type Copy = SlipOut["copies"][number]["copy"];
type Values = Partial<Record<Copy, Picked>>;

const COPIES = Object.keys(labels.slip_copy) as Copy[];

/** Which post receives which of the five copies (CP-24). */
export default function SlipCopiesDialog(props: { communityId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { data } = useSuspenseQuery(slipCopies(api, props.communityId));
  const known: Values = {};
  for (const { copy, post } of data.data) {
    if (post) known[copy] = { value: post.id, label: post.name };
  }
  return (
    <FormDialog<Values>
      done={t("cases.slip.addressed")}
      names={COPIES.map((copy) => [copy])}
      onClose={props.onClose}
      outdated={["slip-copies"]}
      send={(values) =>
        addressSlips(
          api,
          props.communityId,
          COPIES.flatMap((copy) => {
            const post = values[copy];
            return post ? [{ copy, post_id: post.value }] : [];
          }),
        )
      }
      submit={t("app.save")}
      title={t("cases.slip.address")}
      values={known}
    >
      {COPIES.map((copy) => (
        <Form.Item key={copy} label={label("slip_copy", copy)} name={copy}>
          <PostPicker communityId={props.communityId} />
        </Form.Item>
      ))}
    </FormDialog>
  );
}
