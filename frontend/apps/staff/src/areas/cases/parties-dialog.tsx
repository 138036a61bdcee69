import "@shouwen/i18n/rooms/slips.zh-CN.ts";
import {
  addParty,
  endParty,
  type PartyOut,
  partyList,
  revealParty,
} from "@shouwen/api/warranties.ts";
import { labels } from "@shouwen/i18n/rooms/defects.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { problemText } from "../../shell/problem-notice.tsx";
import styles from "./slip.module.css";

interface Values {
  kind: PartyOut["kind"];
  company: string;
  name: string;
  phone?: string;
}

/** Who outside repairs for us: the developer's people first. One more is written down below the list. */
export default function PartiesDialog(props: {
  communityId: string;
  mayManage: boolean;
  mayReveal: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const { data } = useQuery(partyList(api, props.communityId, false));
  const needed = { required: true, whitespace: true, message: t("cases.slip.needed") };
  const list = (
    <ul aria-label={t("defects.parties")} className={styles.rows}>
      {data?.data.map((party) => (
        <Party
          key={party.id}
          mayManage={props.mayManage}
          mayReveal={props.mayReveal}
          party={party}
        />
      ))}
    </ul>
  );
  return (
    <FormDialog<Values>
      done={t("defects.party_added")}
      names={[["company"], ["name"], ["phone"]]}
      onClose={props.onClose}
      outdated={["parties"]}
      send={({ phone, ...rest }, key) =>
        addParty(api, key, {
          ...rest,
          community_id: props.communityId,
          ...(phone ? { phone } : {}),
        })
      }
      submit={t("defects.add_party")}
      title={t("defects.parties")}
      values={{ kind: "developer", company: "", name: "" }}
    >
      {list}
      {props.mayManage && (
        <>
          <Form.Item label={t("defects.kind")} name="kind">
            <Select
              options={Object.keys(labels.party_kind).map((value) => ({
                value,
                label: label("party_kind", value),
              }))}
            />
          </Form.Item>
          <Form.Item label={t("defects.company")} name="company" rules={[needed]}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item label={t("defects.contact")} name="name" rules={[needed]}>
            <Input maxLength={64} />
          </Form.Item>
          <Form.Item label={t("defects.phone")} name="phone">
            <Input inputMode="tel" maxLength={40} placeholder={t("app.optional")} />
          </Form.Item>
        </>
      )}
    </FormDialog>
  );
}

function Party(props: { party: PartyOut; mayManage: boolean; mayReveal: boolean }) {
  const { party } = props;
  const { t } = useTranslation();
  const label = useLabels();
  const toast = useToast();
  const queries = useQueryClient();
  const [phone, setPhone] = useState<string>();
  const failed = (error: Error) => toast.trouble(problemText(error, t));
  const reveal = useMutation({
    mutationFn: () => revealParty(api, party.id),
    onSuccess: (told) => setPhone(told.data.phone),
    onError: failed,
  });
  const end = useMutation({
    mutationFn: () => endParty(api, party, party.ended_at === null),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["parties"] }),
    onError: failed,
  });
  return (
    <li>
      <strong>{party.company}</strong>
      <span>{party.name}</span>
      <Tag tone={party.ended_at ? "amber" : "green"}>
        {party.ended_at ? t("defects.ended") : label("party_kind", party.kind)}
      </Tag>
      {party.phone && <span className="figures">{phone ?? party.phone}</span>}
      {party.phone && props.mayReveal && !phone && (
        <Button busy={reveal.isPending} kind="quiet" onClick={() => reveal.mutate()}>
          {t("defects.reveal")}
        </Button>
      )}
      {props.mayManage && (
        <Button busy={end.isPending} kind="quiet" onClick={() => end.mutate()}>
          {t(party.ended_at ? "defects.resume" : "defects.end")}
        </Button>
      )}
    </li>
  );
}
