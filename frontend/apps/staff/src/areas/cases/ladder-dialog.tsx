import "@shouwen/i18n/rooms/help.zh-CN.ts";
import { climbLadder, type LadderOut } from "@shouwen/api/emergencies.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";

interface Values {
  permitted?: "yes" | "no";
  solved: "yes" | "no";
  reason?: string;
}

const MOST = 1_000;

/** Help was given by one means: whether it solved the matter, and how or why not. */
export default function LadderDialog(props: {
  id: string;
  rung: NonNullable<LadderOut["next"]>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const { rung } = props;
  const isRemote = rung === "remote";
  const yesNo = (yes: string, no: string) => [
    { value: "yes", label: yes },
    { value: "no", label: no },
  ];
  return (
    <FormDialog<Values>
      done={label("rung", rung)}
      draft={`ladder.${rung}.${props.id}`}
      names={[["permitted"], ["solved"], ["reason"]]}
      onClose={props.onClose}
      outdated={["cases"]}
      send={({ permitted, solved, reason = "" }, key) =>
        climbLadder(api, key, props.id, {
          rung,
          solved: solved === "yes",
          reason,
          ...(isRemote ? { permitted: permitted === "yes" } : {}),
        })
      }
      submit={t("app.save")}
      title={t("help.climb", { rung: label("rung", rung) })}
      values={{ solved: "no", ...(isRemote ? { permitted: "yes" } : {}) }}
    >
      {isRemote && (
        <Form.Item label={t("help.permission")} name="permitted">
          <Segmented
            label={t("help.permission")}
            segments={yesNo(t("help.permitted"), t("help.not_permitted"))}
          />
        </Form.Item>
      )}
      <Form.Item label={t("help.came")} name="solved">
        <Segmented label={t("help.came")} segments={yesNo(t("help.solved"), t("help.unsolved"))} />
      </Form.Item>
      <Form.Item
        label={t("help.reason")}
        name="reason"
        rules={[{ required: true, whitespace: true, message: t("help.needed") }]}
      >
        <Input.TextArea maxLength={MOST} rows={3} />
      </Form.Item>
    </FormDialog>
  );
}
