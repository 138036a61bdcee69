import { Segmented } from "@shouwen/ui/segmented.tsx";
import { Form, Input } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { FieldsProps } from "./act-shape.ts";
import { PostPicker, StaffPicker } from "./pickers.tsx";

const RouteHint = lazy(() => import("./route-hint.tsx"));

// Not `autoSize`: it measures with an inline style attribute, which our content policy forbids. Fields
// grow by CSS where the browser can (base.css).
const LONG = { rows: 3, maxLength: 10_000 };
const SHORT = { rows: 2, maxLength: 1000 };

export function ReasonFields() {
  const { t } = useTranslation();
  const needed = { required: true, whitespace: true, message: t("cases.act.reason_needed") };
  return (
    <Form.Item label={t("cases.act.reason")} name="reason" rules={[needed]}>
      <Input.TextArea {...SHORT} autoFocus />
    </Form.Item>
  );
}

/** Whether a reason is needed is the server's to say: it depends on who closes and what the resident said. */
export function CloseFields() {
  const { t } = useTranslation();
  return (
    <Form.Item label={t("cases.act.close_reason")} name="reason">
      <Input.TextArea {...SHORT} autoFocus placeholder={t("app.optional")} />
    </Form.Item>
  );
}

/** Whether a complaint may end without its measure (CP-15) is the server's to say. */
export function FinishFields({ kind }: FieldsProps) {
  const { t } = useTranslation();
  const needed = { required: true, whitespace: true, message: t("cases.act.result_needed") };
  return (
    <>
      <Form.Item label={t("cases.act.result")} name="result" rules={[needed]}>
        <Input.TextArea {...LONG} autoFocus />
      </Form.Item>
      <Form.Item label={t("cases.act.cause")} name="cause">
        <Input.TextArea {...SHORT} placeholder={t("app.optional")} />
      </Form.Item>
      <Form.Item label={t("cases.act.preventive_measure")} name="preventive_measure">
        <Input.TextArea
          {...SHORT}
          placeholder={t(kind === "complaint" ? "cases.act.measure_asked" : "app.optional")}
        />
      </Form.Item>
    </>
  );
}

export function OfferFields({ caseId, communityId }: FieldsProps) {
  const { t } = useTranslation();
  const to = Form.useWatch<"staff" | "post" | undefined>("to") ?? "staff";
  const needed = { required: true, message: t("cases.act.to_needed") };
  return (
    <>
      {caseId && (
        <Suspense>
          <RouteHint caseId={caseId} />
        </Suspense>
      )}
      <Form.Item label={t("cases.act.offer_to")} name="to">
        <Segmented
          label={t("cases.act.offer_to")}
          segments={[
            { value: "staff", label: t("cases.act.staff") },
            { value: "post", label: t("cases.act.post") },
          ]}
        />
      </Form.Item>
      {to === "staff" ? (
        <Form.Item label={t("cases.act.staff")} name="staff" rules={[needed]}>
          <StaffPicker communityId={communityId} />
        </Form.Item>
      ) : (
        <Form.Item label={t("cases.act.post")} name="post" rules={[needed]}>
          <PostPicker communityId={communityId} />
        </Form.Item>
      )}
      <Form.Item label={t("cases.act.reason")} name="reason">
        <Input.TextArea {...SHORT} placeholder={t("app.optional")} />
      </Form.Item>
    </>
  );
}
