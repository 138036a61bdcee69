import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import type { DepositPayment } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { yuan } from "@shouwen/core/money.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { QRCode } from "antd";
import { useTranslation } from "react-i18next";
import page from "../../shell/page.module.css";
import styles from "./renovations.module.css";

/** What the household scans to pay; it comes a moment after the order, and says when it is over. */
export default function PaymentCode({ payment }: { payment: DepositPayment }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <div aria-live="polite" className={styles.code}>
      <strong>
        {t("renovations.wechat", { yuan: yuan(payment.amount_fen) })} ·{" "}
        {label("payment_state", payment.state)}
      </strong>
      {payment.code_url && <QRCode value={payment.code_url} />}
      {payment.state === "waiting" && (
        <span className={page.small}>
          {t("renovations.wechat_until", { time: fullTime(payment.expires_at) })}
        </span>
      )}
    </div>
  );
}
