import { actOnSlip, type SlipOut } from "@shouwen/api/slips.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { partyList } from "@shouwen/api/warranties.ts";
import { toFen } from "@shouwen/core/money.ts";
import { labels } from "@shouwen/i18n/rooms/slips.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { useQuery } from "@tanstack/react-query";
import { Checkbox, Form, Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { DepartmentField } from "./department-field.tsx";
import type { FormSlipVerb } from "./slip-verbs.ts";

interface Values {
  text?: string;
  remedy?: string;
  reason?: string;
  department_id?: string;
  department_ids?: string[];
  agrees?: "yes" | "no";
  responsibility?: string;
  party_ids?: string[];
  loss?: string;
  improvement_tracked?: boolean;
  kind?: string;
  amount?: string;
  quantity?: number;
  no?: number;
}

const MOST = 100_000;
/** What is counted beside its price. */
const COUNTED = new Set(["return", "redo"]);
const LONG = { rows: 4, maxLength: 10_000 };
const EMPTY: Values = {
  agrees: "yes",
  responsibility: "ours",
  improvement_tracked: true,
  kind: "discount",
};

/** What the API wants of what was filled in. */
function toBody(verb: FormSlipVerb, values: Values): object {
  switch (verb) {
    case "advise":
      return { text: values.text, department_ids: values.department_ids };
    case "countersign":
      return {
        department_id: values.department_id,
        agrees: values.agrees === "yes",
        ...(values.text ? { text: values.text } : {}),
      };
    case "decide":
      return {
        responsibility: values.responsibility,
        remedy: values.remedy,
        improvement_tracked: values.improvement_tracked,
        ...(values.party_ids?.length ? { party_ids: values.party_ids } : {}),
        ...(values.loss ? { loss_fen: toFen(values.loss) } : {}),
      };
    case "propose-amount":
      return {
        kind: values.kind,
        amount_fen: toFen(values.amount ?? ""),
        ...(values.quantity && COUNTED.has(values.kind ?? "") ? { quantity: values.quantity } : {}),
        reason: values.reason,
      };
    case "object":
      return { department_id: values.department_id, text: values.text };
    case "answer-objection":
      return { no: values.no, text: values.text };
    default:
      return { text: values.text };
  }
}

/** What is said to a slip in words. */
export default function SlipDialog(props: {
  shown: CaseOut;
  slip: SlipOut;
  verb: FormSlipVerb;
  onClose: () => void;
}) {
  const { shown, slip, verb } = props;
  const label = useLabels();
  const name = label("slip_action", verb);
  return (
    <FormDialog<Values>
      done={name}
      draft={`slip.${verb}.${shown.id}`}
      names={[
        ["text"],
        ["remedy"],
        ["reason"],
        ["department_id"],
        ["department_ids"],
        ["party_ids"],
      ]}
      onClose={props.onClose}
      outdated={["cases", "commitments"]}
      send={(values, key) =>
        actOnSlip(api, key, shown.id, { verb, body: toBody(verb, values), version: slip.version })
      }
      submit={name}
      title={name}
      values={EMPTY}
    >
      <Fields {...props} />
    </FormDialog>
  );
}

function Fields({ shown, slip, verb }: { shown: CaseOut; slip: SlipOut; verb: FormSlipVerb }) {
  const { t } = useTranslation();
  switch (verb) {
    case "advise":
      return (
        <>
          <TextField name="text" title={t("cases.slip.opinion")} />
          <DepartmentField communityId={shown.community_id} many name="department_ids" />
        </>
      );
    case "countersign":
      return <CountersignFields slip={slip} />;
    case "decide":
      return <DecideFields communityId={shown.community_id} />;
    case "propose-amount":
      return <AmountFields />;
    case "object":
      return (
        <>
          <DepartmentField communityId={shown.community_id} name="department_id" />
          <TextField name="text" title={t("cases.slip.text")} />
        </>
      );
    case "answer-objection":
      return <AnswerFields slip={slip} />;
    default:
      return <TextField name="text" title={t("cases.slip.text")} />;
  }
}

function useNeeded() {
  const { t } = useTranslation();
  return { required: true, message: t("cases.slip.needed") };
}

function TextField({ name, title }: { name: "text" | "remedy" | "reason"; title: string }) {
  const needed = useNeeded();
  return (
    <Form.Item label={title} name={name} rules={[{ ...needed, whitespace: true }]}>
      <Input.TextArea {...LONG} />
    </Form.Item>
  );
}

function CountersignFields({ slip }: { slip: SlipOut }) {
  const { t } = useTranslation();
  const waiting = slip.signatures.filter((one) => !one.signed_at);
  return (
    <>
      <Form.Item label={t("cases.slip.department")} name="department_id" rules={[useNeeded()]}>
        <Select
          options={waiting.map(({ department }) => ({
            value: department.id,
            label: department.name,
          }))}
        />
      </Form.Item>
      <Form.Item label={t("cases.slip.sign")} name="agrees">
        <Segmented
          label={t("cases.slip.sign")}
          segments={[
            { value: "yes", label: t("cases.slip.agrees") },
            { value: "no", label: t("cases.slip.disagrees") },
          ]}
        />
      </Form.Item>
      <Form.Item label={t("cases.slip.text")} name="text">
        <Input.TextArea {...LONG} placeholder={t("app.optional")} />
      </Form.Item>
    </>
  );
}

function DecideFields({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <>
      <Form.Item label={t("cases.slip.whose")} name="responsibility">
        <Segmented
          label={t("cases.slip.whose")}
          segments={Object.keys(labels.responsibility).map((value) => ({
            value,
            label: label("responsibility", value),
          }))}
        />
      </Form.Item>
      <SharingField communityId={communityId} />
      <YuanField name="loss" optional title={t("cases.slip.loss_yuan")} />
      <TextField name="remedy" title={t("cases.slip.remedy")} />
      <Form.Item name="improvement_tracked" valuePropName="checked">
        <Checkbox>{t("cases.slip.tracked")}</Checkbox>
      </Form.Item>
    </>
  );
}

/** Who outside shares the responsibility: the complaint is handled with them (CP-25). */
function SharingField({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(partyList(api, communityId));
  return (
    <Form.Item extra={t("cases.slip.shared_hint")} label={t("cases.slip.shared")} name="party_ids">
      <Select
        allowClear
        mode="multiple"
        options={(data?.data ?? []).map(({ id, company, name }) => ({
          value: id,
          label: `${company} ${name}`,
        }))}
        placeholder={t("app.optional")}
        showSearch={{ optionFilterProp: "label" }}
      />
    </Form.Item>
  );
}

function AmountFields() {
  const { t } = useTranslation();
  const kind: string | undefined = Form.useWatch("kind");
  const label = useLabels();
  return (
    <>
      <Form.Item label={t("cases.slip.amount_kind")} name="kind">
        <Segmented
          label={t("cases.slip.amount_kind")}
          segments={Object.keys(labels.money_outcome).map((value) => ({
            value,
            label: label("money_outcome", value),
          }))}
        />
      </Form.Item>
      <YuanField name="amount" title={t("cases.slip.amount_yuan")} />
      {COUNTED.has(kind ?? "") && (
        <Form.Item label={t("cases.voucher.quantity")} name="quantity">
          <InputNumber max={MOST} min={1} precision={0} />
        </Form.Item>
      )}
      <TextField name="reason" title={t("cases.slip.reason")} />
    </>
  );
}

function YuanField(props: { name: "loss" | "amount"; title: string; optional?: boolean }) {
  const { t } = useTranslation();
  const check = (_rule: unknown, typed: string | undefined) =>
    (!typed && props.optional) || toFen(typed ?? "") !== undefined
      ? Promise.resolve()
      : Promise.reject(new Error(t("cases.slip.no_amount")));
  return (
    <Form.Item label={props.title} name={props.name} rules={[{ validator: check }]}>
      <Input
        inputMode="decimal"
        maxLength={12}
        placeholder={props.optional ? t("app.optional") : "0.00"}
      />
    </Form.Item>
  );
}

function AnswerFields({ slip }: { slip: SlipOut }) {
  const { t } = useTranslation();
  const open = slip.objections.filter((one) => !one.answered_at);
  return (
    <>
      <Form.Item label={t("cases.slip.objections")} name="no" rules={[useNeeded()]}>
        <Select
          options={open.map((one) => ({
            value: one.no,
            label: t("cases.slip.memo", { no: one.no, name: one.department.name }),
          }))}
        />
      </Form.Item>
      <TextField name="text" title={t("cases.slip.text")} />
    </>
  );
}
