import "@shouwen/i18n/rooms/slips.zh-CN.ts";
import { uploadFile } from "@shouwen/api/files.ts";
import { actOnSlip, type SlipOut } from "@shouwen/api/slips.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { toFen, yuan } from "@shouwen/core/money.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Form, Input, InputNumber } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { SignaturePad } from "../../shell/signature-pad.tsx";

interface Values {
  actual: string;
  actual_quantity?: number;
  difference?: string;
  signed_name: string;
}

type Amount = SlipOut["amounts"][number];
const MOST = 100_000;
const SIDES = ["our_signature_id", "their_signature_id"] as const;
type Signed = { file: File; key: string };

/** The voucher of an approved amount: what it came to, signed by both sides on the glass or on a photo (CP-29). */
export default function VoucherDialog(props: {
  shown: CaseOut;
  slip: SlipOut;
  amount: Amount;
  onClose: () => void;
}) {
  const { shown, slip, amount } = props;
  const { t } = useTranslation();
  const label = useLabels();
  const signed = useRef<Partial<Record<(typeof SIDES)[number], Signed>>>({});
  const [missing, setMissing] = useState(false);
  const needed = { required: true, whitespace: true, message: t("cases.slip.needed") };
  const check = (_rule: unknown, typed: string | undefined) =>
    toFen(typed ?? "") === undefined
      ? Promise.reject(new Error(t("cases.slip.no_amount")))
      : Promise.resolve();
  const upload = async () => {
    const ids: Record<string, string> = {};
    for (const side of SIDES) {
      const one = signed.current[side];
      if (one) ids[side] = (await uploadFile(api, one.key, one.file)).id;
    }
    setMissing(Object.keys(ids).length < SIDES.length);
    return ids;
  };
  return (
    <FormDialog<Values>
      done={t("cases.voucher.done")}
      fieldOf={(code) => (code === "cases.above_approved" ? "actual" : undefined)}
      names={[["difference"], ["signed_name"], ["actual_quantity"]]}
      onClose={props.onClose}
      outdated={["cases"]}
      send={async ({ actual, ...rest }, key) =>
        actOnSlip(api, key, shown.id, {
          verb: "vouch",
          body: { no: amount.no, actual_fen: toFen(actual), ...rest, ...(await upload()) },
          version: slip.version,
        })
      }
      submit={t("app.save")}
      title={`${t("cases.voucher.title")} · ${label("money_outcome", amount.kind)}`}
      values={{
        actual: yuan(amount.amount_fen).replaceAll(",", ""),
        signed_name: "",
        ...(amount.quantity === null ? {} : { actual_quantity: amount.quantity }),
      }}
      wide
    >
      <p>
        {t("cases.voucher.approved", { amount: yuan(amount.amount_fen) })}
        {amount.quantity !== null && ` · ${t("cases.voucher.quantity")} ${amount.quantity}`}
      </p>
      <Form.Item label={t("cases.voucher.actual")} name="actual" rules={[{ validator: check }]}>
        <Input inputMode="decimal" maxLength={12} />
      </Form.Item>
      {amount.quantity !== null && (
        <Form.Item label={t("cases.voucher.actual_quantity")} name="actual_quantity">
          <InputNumber max={MOST} min={0} precision={0} />
        </Form.Item>
      )}
      <Form.Item label={t("cases.voucher.difference")} name="difference">
        <Input maxLength={1000} placeholder={t("cases.voucher.if_less")} />
      </Form.Item>
      <Form.Item label={t("cases.voucher.signed_name")} name="signed_name" rules={[needed]}>
        <Input maxLength={64} />
      </Form.Item>
      {SIDES.map((side) => (
        <SignaturePad
          key={side}
          missing={missing && !signed.current[side]}
          onSigned={(file) => {
            if (file) signed.current[side] = { file, key: randomKey() };
            else delete signed.current[side];
          }}
          title={t(`cases.voucher.${side}`)}
        />
      ))}
    </FormDialog>
  );
}
