import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { amendRenovation } from "@shouwen/api/renovations.ts";
import type { RenovationOut, RenovationPatch } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { type AmendValues, asShown, toPatch } from "./amend-values.ts";
import { ApplicationFields } from "./application-fields.tsx";
import { toldOf } from "./told-of.ts";

const NAMES = [
  ["title"],
  ["scope"],
  ["starts_on"],
  ["ends_on"],
  ["contractor", "name"],
  ["contractor", "licence"],
  ["contractor", "licence_until"],
  ["agent", "name"],
  ["agent", "letter_until"],
];

/** An application that nobody has signed for yet is changed: only what is different is sent. */
export default function AmendDialog(props: { shown: RenovationOut; onClose: () => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { shown } = props;
  const send = (values: AmendValues) => {
    const patch: RenovationPatch = toPatch(asShown(shown), values);
    return amendRenovation(api, shown.id, shown.version, patch);
  };
  return (
    <FormDialog<AmendValues>
      done={toldOf(shown, `${t("renovations.done")}：${label("renovation_action", "amend")}`)}
      draft={`renovation.amend.${shown.id}`}
      names={NAMES}
      onClose={props.onClose}
      outdated={["renovations"]}
      send={send}
      submit={t("renovations.save")}
      title={`${label("renovation_action", "amend")} ${shown.unit.label}`}
      values={asShown(shown)}
      wide
    >
      <ApplicationFields />
    </FormDialog>
  );
}
