import { actOnCases, type BulkIn } from "@shouwen/api/cases.ts";
import type { BulkResult, CaseRow } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { CloseFields, OfferFields, ReasonFields } from "./act-fields.tsx";
import type { BulkVerb } from "./bulk-verbs.ts";
import { type OfferValues, toOffer } from "./offer-values.ts";

interface Props {
  verb: BulkVerb;
  chosen: CaseRow[];
  onDone: (results: BulkResult[]) => void;
  onClose: () => void;
}

const FIELDS = {
  offer: OfferFields,
  urge: ReasonFields,
  escalate: ReasonFields,
  close: CloseFields,
};

function bodyOf(verb: BulkVerb, values: OfferValues): NonNullable<BulkIn["body"]> {
  if (verb === "offer") return toOffer(values);
  return values.reason ? { reason: values.reason } : {};
}

/** The same word to every case chosen; each answers for itself. */
export default function BulkDialog({ verb, chosen, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const label = useLabels();
  const Fields = FIELDS[verb];
  const send = async (values: OfferValues, key: string) => {
    const items = chosen.map(({ id, version }) => ({ id, version }));
    const told = await actOnCases(api, key, { action: verb, items, body: bodyOf(verb, values) });
    onDone(told.data.results);
  };
  return (
    <FormDialog<OfferValues>
      done={t("cases.list.bulk", { action: label("action", verb) })}
      names={[["reason"]]}
      onClose={onClose}
      outdated={["cases"]}
      send={send}
      submit={label("action", verb)}
      title={`${label("action", verb)} · ${t("cases.list.selected", { count: chosen.length })}`}
      values={{ to: "staff" }}
    >
      <Fields caseId="" communityId={chosen[0]?.community_id ?? ""} />
    </FormDialog>
  );
}
