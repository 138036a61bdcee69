import "@shouwen/i18n/rooms/drafts.zh-CN.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useTranslation } from "react-i18next";
import styles from "./drafts.module.css";
import type { Elsewhere } from "./use-draft.ts";

interface Props<Value> {
  elsewhere: Elsewhere<Value> | undefined;
  /** It was written here, and somebody else has changed the same since. */
  clash?: boolean;
  onTake: (value: Value) => void;
}

/** What one was writing on another device is offered, and never put over what is here. */
export function DraftOffer<Value>({ elsewhere, clash, onTake }: Props<Value>) {
  const { t } = useTranslation();
  if (!elsewhere) return null;
  return (
    <p className={styles.offer} role="status">
      <span>
        {t(clash ? "drafts.clash" : "drafts.elsewhere", { time: fullTime(elsewhere.savedAt) })}
      </span>
      <Button
        onClick={() => {
          onTake(elsewhere.value);
          elsewhere.close();
        }}
      >
        {t("drafts.take")}
      </Button>
      <Button
        kind="quiet"
        onClick={() => {
          elsewhere.discard();
          elsewhere.close();
        }}
      >
        {t("drafts.leave")}
      </Button>
    </p>
  );
}
