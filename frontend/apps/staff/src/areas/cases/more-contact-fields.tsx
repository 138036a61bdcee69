import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import type { FieldsProps } from "./act-shape.ts";
import { ChannelField, HeardAtFields, PersonFields, PlaceFields } from "./contact-fields.tsx";
import { RingsField } from "./outside-fields.tsx";

export default function MoreContactFields({ communityId }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <ChannelField base={[]} />
      <PersonFields base={[]} />
      <Form.Item label={t("cases.act.words")} name="words">
        <Input.TextArea maxLength={10_000} rows={3} />
      </Form.Item>
      <PlaceFields base={[]} communityId={communityId} />
      <HeardAtFields base={[]} showReason />
      <RingsField base={[]} />
    </>
  );
}
