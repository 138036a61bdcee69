import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { orderPayment, paymentById } from "@shouwen/api/ledger.ts";
import { toFen } from "@shouwen/core/money.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Dialog, DialogFoot } from "@shouwen/ui/dialog.tsx";
import { useQuery } from "@tanstack/react-query";
import { Form, QRCode } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { FormScope } from "../../shell/form-scope.tsx";
import { AmountField } from "./amount-field.tsx";
import { HouseholdPicker } from "./household-picker.tsx";
import styles from "./ledger.module.css";
import { OUTDATED } from "./ledger-frame.tsx";
import { type Purpose, PurposeField } from "./purpose-field.tsx";
import { Sum } from "./sum.tsx";

const LOOK_MS = 2000;

interface Values {
  household_id?: string;
  purpose: Purpose;
  amount: string;
}

/** A payment by WeChat: ordered, scanned by the resident, and receipted when WeChat Pay says so. */
export default function WechatDialog(props: { communityId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [ordered, setOrdered] = useState<string>();
  const waits = useRef(false);
  if (ordered) return <Waiting id={ordered} onClose={props.onClose} />;
  return (
    <FormDialog<Values>
      done={t("ledger.ordered")}
      names={[["household_id"], ["purpose"], ["amount"]]}
      onClose={() => !waits.current && props.onClose()}
      outdated={OUTDATED}
      send={async (values, key) => {
        const payment = await orderPayment(api, key, {
          household_id: values.household_id ?? "",
          purpose: values.purpose,
          amount_fen: toFen(values.amount) ?? 0,
          currency: "CNY",
        });
        waits.current = true;
        setOrdered(payment.id);
      }}
      submit={t("ledger.order")}
      title={t("ledger.take_wechat")}
      values={{ purpose: "renovation_deposit", amount: "" }}
    >
      <Form.Item
        label={t("ledger.household")}
        name="household_id"
        rules={[{ required: true, message: t("ledger.household_needed") }]}
      >
        <HouseholdPicker communityId={props.communityId} />
      </Form.Item>
      <PurposeField />
      <AmountField label={t("ledger.amount")} name="amount" />
    </FormDialog>
  );
}

function Waiting({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { data } = useQuery({
    ...paymentById(api, id),
    refetchInterval: ({ state }) => (state.data?.state === "waiting" ? LOOK_MS : false),
  });
  return (
    <Dialog closeName={t("app.close")} onClose={onClose} title={t("ledger.take_wechat")}>
      <FormScope>
        <div aria-live="polite" className={styles.code}>
          {data && <Sum fen={data.amount_fen} />}
          {data && <strong>{label("payment_state", data.state)}</strong>}
          {data?.state === "waiting" && data.code_url && <QRCode value={data.code_url} />}
          {data?.document && <span>{data.document.name}</span>}
        </div>
        <DialogFoot>
          <Button onClick={onClose}>{t("app.close")}</Button>
        </DialogFoot>
      </FormScope>
    </Dialog>
  );
}
