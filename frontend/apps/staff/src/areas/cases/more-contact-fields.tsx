import { standardList } from "@shouwen/api/standards.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { useQuery } from "@tanstack/react-query";
import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import type { FieldsProps } from "./act-shape.ts";
import { ChannelField, HeardAtFields, PersonFields, PlaceFields } from "./contact-fields.tsx";
import { needsLateReason } from "./late-reason.ts";
import { RingsField } from "./outside-fields.tsx";

/** Whether what was heard then is recorded so late that the standard asks why. */
function useLate(communityId: string): boolean {
  const heardAt = Form.useWatch<string | undefined>("heard_at");
  const standards = useQuery(standardList(api, communityId, currentLanguage()));
  const limit = standards.data?.data.find(({ key }) => key === "record.backdate");
  return limit ? needsLateReason(heardAt, limit, new Date()) : standards.isError;
}

export default function MoreContactFields({ communityId }: FieldsProps) {
  const { t } = useTranslation();
  const late = useLate(communityId);
  return (
    <>
      <ChannelField base={[]} />
      <PersonFields base={[]} />
      <Form.Item label={t("cases.act.words")} name="words">
        <Input.TextArea maxLength={10_000} rows={3} />
      </Form.Item>
      <PlaceFields base={[]} communityId={communityId} />
      <HeardAtFields base={[]} showReason={late} />
      <RingsField base={[]} />
    </>
  );
}
