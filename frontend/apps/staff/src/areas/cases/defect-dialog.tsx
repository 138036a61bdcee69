import "@shouwen/i18n/rooms/defects.zh-CN.ts";
import "@shouwen/i18n/rooms/slips.zh-CN.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { actOnDefect, type DefectVerb, partyList } from "@shouwen/api/warranties.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { useQuery } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { WORDS_OPTIONAL } from "./defect-verbs.ts";

interface Values {
  party_id?: string;
  text?: string;
  result?: string;
}

/** What is said to a defect: whom it goes to, where it stands, whether it is as it should be. */
export default function DefectDialog(props: {
  shown: CaseOut;
  verb: DefectVerb;
  onClose: () => void;
}) {
  const { shown, verb } = props;
  const { t } = useTranslation();
  const label = useLabels();
  const name = label("defect_action", verb);
  const field = verb === "write-off" ? "result" : "text";
  const optional = WORDS_OPTIONAL.has(verb);
  return (
    <FormDialog<Values>
      done={name}
      draft={`defect.${verb}.${shown.id}`}
      names={[["party_id"], ["text"], ["result"]]}
      onClose={props.onClose}
      outdated={["cases", "commitments"]}
      send={(values, key) =>
        actOnDefect(api, key, shown.id, verb, {
          ...(values.party_id ? { party_id: values.party_id } : {}),
          ...(values[field] ? { [field]: values[field] } : {}),
        })
      }
      submit={name}
      title={name}
      values={{}}
    >
      {verb === "dispatch" && <PartyField communityId={shown.community_id} />}
      <Form.Item
        label={t(verb === "write-off" ? "defects.result" : "defects.said")}
        name={field}
        rules={
          optional ? [] : [{ required: true, whitespace: true, message: t("cases.slip.needed") }]
        }
      >
        <Input.TextArea
          maxLength={2000}
          rows={3}
          {...(optional ? { placeholder: t("app.optional") } : {})}
        />
      </Form.Item>
    </FormDialog>
  );
}

function PartyField({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(partyList(api, communityId));
  return (
    <Form.Item
      extra={data?.data.length === 0 ? t("defects.no_parties") : undefined}
      label={t("defects.party")}
      name="party_id"
      rules={[{ required: true, message: t("cases.slip.needed") }]}
    >
      <Select
        options={(data?.data ?? []).map((party) => ({
          value: party.id,
          label: `${party.company} ${party.name}`,
        }))}
      />
    </Form.Item>
  );
}
