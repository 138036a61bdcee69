import type { CaseOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useTranslation } from "react-i18next";
import { spanText } from "../../shell/span-text.ts";
import { useNow } from "../../shell/use-now.ts";
import styles from "./case-page.module.css";

/** An offer nobody has answered is the most urgent thing to know about a case: two may each wait for the other. */
export function PendingOffer({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const now = useNow();
  const { offer } = shown;
  if (!offer) return null;
  const name = offer.to_staff?.name ?? offer.to_post?.name ?? "";
  return (
    <p className={styles.offer}>
      <Icon name="hand" />
      <span>{t("cases.case.offered", { name })}</span>
      <time className="figures" dateTime={offer.offered_at} title={fullTime(offer.offered_at)}>
        {t("cases.case.offered_since", { span: spanText(t, offer.offered_at, now) })}
      </time>
    </p>
  );
}
