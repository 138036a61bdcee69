import "@shouwen/i18n/rooms/late.zh-CN.ts";
import { revealColleague } from "@shouwen/api/delivery.ts";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { DialButton } from "../../shell/dial-button.tsx";

/** Calls a colleague by the number they left for that. */
export function CallColleague(props: {
  callee: { id: string; name: string };
  /** Whether the reader sees whom already. */
  named: boolean;
}) {
  const { id, name } = props.callee;
  const { t } = useTranslation();
  return (
    <DialButton ask={() => revealColleague(api, id)}>
      {t("late.call")} <span className={props.named ? "aside" : undefined}>{name}</span>
    </DialButton>
  );
}
