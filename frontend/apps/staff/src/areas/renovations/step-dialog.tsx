import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { searchEverything } from "@shouwen/api/people.ts";
import { actOnRenovation } from "@shouwen/api/renovations.ts";
import type { RenovationOut, RenovationVerb } from "@shouwen/api/types.ts";
import { toFen, yuan } from "@shouwen/core/money.ts";
import { labels } from "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Segmented } from "@shouwen/ui/segmented.tsx";
import { useQueryClient } from "@tanstack/react-query";
import { Checkbox, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { type AddedFile, FilePicker } from "../../shell/file-picker.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { NamedSelect } from "../../shell/named-select.tsx";
import { FIELDS_OF, type StepField, type StepValues, stakeOf, toBody } from "./step-values.ts";
import { toldOf } from "./told-of.ts";

const LONG = { rows: 3, maxLength: 2000 };
const GRAVE: ReadonlySet<RenovationVerb> = new Set(["reject", "cancel", "stop"]);

/** One step in a dialog: it asks for exactly what the step needs. */
export default function StepDialog(props: {
  shown: RenovationOut;
  verb: RenovationVerb;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const queries = useQueryClient();
  const { shown, verb } = props;
  const fields = FIELDS_OF[verb] ?? [];
  const send = async (values: StepValues, key: string) => {
    const body = toBody(values, fields);
    if (verb === "link_case") {
      const found = await queries.fetchQuery(
        searchEverything(api, shown.community_id, values.case_number ?? ""),
      );
      const hit = found.data.find((one) => one.number === values.case_number?.trim());
      body.case_id = hit?.id;
    }
    return actOnRenovation(api, shown.id, { verb, body, version: shown.version, key });
  };
  return (
    <FormDialog<StepValues>
      danger={GRAVE.has(verb)}
      done={toldOf(shown, `${t("renovations.done")}：${label("renovation_action", verb)}`)}
      draft={`renovation.${verb}.${shown.id}`}
      fieldOf={(code) =>
        verb === "link_case" && code === "house.validation" ? "case_number" : undefined
      }
      names={[...fields.map(({ name }) => [name]), ["file_id"], ["amount_fen"], ["case_id"]]}
      onClose={props.onClose}
      outdated={["renovations", "commitments", "cases"]}
      send={send}
      submit={label("renovation_action", verb)}
      title={`${label("renovation_action", verb)} ${shown.unit.label}`}
      values={startingWith(shown, verb)}
    >
      <AtStake shown={shown} verb={verb} />
      {fields.map((field) => (
        <Field field={field} key={field.name} shown={shown} />
      ))}
    </FormDialog>
  );
}

function startingWith(shown: RenovationOut, verb: RenovationVerb): StepValues {
  const open = shown.violations.filter(({ state }) => state !== "rectified");
  return {
    method: "bank_transfer",
    passed: "yes",
    upheld: "yes",
    outcome: "paid_out",
    ...(verb === "pay_deposit" && shown.required_fen ? { amount: yuan(shown.required_fen) } : {}),
    ...(open.length === 1 && open[0] ? { violation_no: String(open[0].no) } : {}),
  };
}

/** The sums a step decides on: on a phone the file behind the dialog does not show them. */
function AtStake({ shown, verb }: { shown: RenovationOut; verb: RenovationVerb }) {
  const { t } = useTranslation();
  const stake = stakeOf(shown, verb, Form.useWatch<boolean | undefined>("forfeit"));
  if (!stake) return null;
  return (
    <p>
      <strong>{t("renovations.refund_part", { yuan: yuan(stake.refund_fen) })}</strong>{" "}
      {t("renovations.kept_part", { yuan: yuan(stake.kept_fen) })}
    </p>
  );
}

function Field({ field, shown }: { field: StepField; shown: RenovationOut }) {
  const { t } = useTranslation();
  const needed = field.optional
    ? []
    : [
        {
          required: true,
          message: t(field.kind === "files" ? "renovations.file_needed" : "renovations.needed"),
        },
      ];
  const money = {
    validator: (_: unknown, typed: string | undefined) =>
      !typed || toFen(typed) ? Promise.resolve() : Promise.reject(new Error()),
    message: t("renovations.amount_wrong"),
  };
  if (field.kind === "tick") {
    return (
      <Form.Item name={field.name} valuePropName="checked">
        <Checkbox>{t(`renovations.${field.label}`)}</Checkbox>
      </Form.Item>
    );
  }
  return (
    <Form.Item
      label={t(`renovations.${field.label}`)}
      name={field.name}
      rules={field.kind === "money" ? [...needed, money] : needed}
    >
      <Asked field={field} shown={shown} />
    </Form.Item>
  );
}

/** The control for a field; takes what a form item gives. */
function Asked({
  field,
  shown,
  ...given
}: {
  field: StepField;
  shown: RenovationOut;
  id?: string;
  value?: unknown;
  onChange?: (value: never) => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const item = given as Record<string, unknown>;
  const chosen = (values: readonly string[], family: Parameters<typeof label>[0]) => (
    <NamedSelect
      {...item}
      options={values.map((value) => ({ id: value, name: label(family, value) }))}
    />
  );
  switch (field.kind) {
    case "long":
      return <Input.TextArea {...item} {...LONG} />;
    case "date":
      return <Input {...item} type="date" />;
    case "money":
      return <Input {...item} inputMode="decimal" />;
    case "files":
      return (
        <FilePicker
          {...(item as { value?: AddedFile[]; onChange?: (files: AddedFile[]) => void })}
          label={t(`renovations.${field.label}`)}
        />
      );
    case "document":
      return chosen(Object.keys(labels.renovation_document), "renovation_document");
    case "taken_by":
      return chosen(["bank_transfer", "cash"], "pay_method");
    case "method":
      return chosen(["bank_transfer", "cash", "wechat_pay"], "pay_method");
    case "violation":
      return (
        <NamedSelect
          {...item}
          options={shown.violations.map(({ no, kind, state }) => ({
            id: String(no),
            name: `${no}. ${label("violation_kind", kind)} · ${label("violation_state", state)}`,
          }))}
        />
      );
    case "deduction":
      return (
        <NamedSelect
          {...item}
          options={shown.deductions.map(({ no, amount_fen, words }) => ({
            id: String(no),
            name: `${no}. ${yuan(amount_fen)} · ${words}`,
          }))}
        />
      );
    case "yes_no":
      return (
        <Segmented
          {...(item as { value: "yes" | "no"; onChange: (value: "yes" | "no") => void })}
          label={t(`renovations.${field.label}`)}
          segments={[
            {
              value: "yes",
              label: t(`renovations.${field.label}_yes` as "renovations.upheld_yes"),
            },
            { value: "no", label: t(`renovations.${field.label}_no` as "renovations.upheld_no") },
          ]}
        />
      );
    case "outcome":
      return chosen(Object.keys(labels.refund_outcome), "refund_outcome");
    default:
      return <Input {...item} maxLength={120} />;
  }
}
