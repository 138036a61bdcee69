import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import { removeRoute } from "@shouwen/api/organisation.ts";
import type { RouteOut } from "@shouwen/api/types.ts";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import styles from "./organisation.module.css";

interface Props {
  route: RouteOut;
  /** What the line is about, in words. */
  what: string;
  onClose: () => void;
}

/** Takes a line of the routing table away; what it sent somewhere stays there. */
export default function RemoveRouteDialog({ route, what, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog
      danger
      done={t("organisation.route_removed", { what })}
      names={[]}
      onClose={onClose}
      outdated={["organisation"]}
      send={() => removeRoute(api, route.id)}
      submit={t("organisation.remove")}
      title={t("organisation.remove_of", { what })}
      values={{}}
    >
      <p className={styles.text}>
        {t("organisation.remove_text", { what, post: route.post.name })}
      </p>
    </FormDialog>
  );
}
