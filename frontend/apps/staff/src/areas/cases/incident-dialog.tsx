import "@shouwen/i18n/rooms/incidents.zh-CN.ts";
import { describeIncident } from "@shouwen/api/contacts.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { IncidentFields } from "./incident-fields.tsx";
import { fromIncident, type IncidentValues, toIncident } from "./incident-values.ts";

/** What callers are told from now on. */
export default function IncidentDialog(props: { shown: CaseOut; onClose: () => void }) {
  const { t } = useTranslation();
  const { shown } = props;
  return (
    <FormDialog<IncidentValues>
      done={t("cases.incident.changed")}
      draft={`incident.${shown.id}`}
      names={[["words"], ["expected_end_at"], ["places"]]}
      onClose={props.onClose}
      outdated={["cases"]}
      send={(values) => describeIncident(api, shown.id, toIncident(values))}
      submit={t("app.save")}
      title={t("cases.incident.change")}
      values={fromIncident(shown.incident)}
    >
      <IncidentFields
        base={[]}
        communityId={shown.community_id}
        known={shown.incident?.places ?? []}
      />
    </FormDialog>
  );
}
