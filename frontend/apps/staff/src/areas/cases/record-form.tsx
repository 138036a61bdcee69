import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { useNavigate } from "@tanstack/react-router";
import { Form, type FormInstance, Select } from "antd";
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommunity } from "../../shell/community.tsx";
import { DraftOffer } from "../../shell/drafts/draft-offer.tsx";
import { DraftRestored } from "../../shell/drafts/draft-restored.tsx";
import { FilePicker } from "../../shell/file-picker.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { ChannelField, HeardAtFields, PersonFields, PlaceFields } from "./contact-fields.tsx";
import { enterMovesOn } from "./enter-moves-on.ts";
import { AnsweredFields, MatterFields } from "./matter-fields.tsx";
import styles from "./record.module.css";
import { categoriesOf, emptyRecord, type RecordValues } from "./record-values.ts";
import { useRecord } from "./use-record.ts";
import { useRegister } from "./use-register.tsx";

// What is known of a caller or a place is read while somebody types: the form need not wait for it.
const known = () => import("./known-cards.tsx");
const AnswerHints = lazy(async () => ({ default: (await known()).AnswerHints }));
const CallerCard = lazy(async () => ({ default: (await known()).CallerCard }));
const ConfidentialHint = lazy(async () => ({ default: (await known()).ConfidentialHint }));
const IncidentHints = lazy(async () => ({ default: (await known()).IncidentHints }));
const SimilarCases = lazy(async () => ({ default: (await known()).SimilarCases }));
const UnitCard = lazy(async () => ({ default: (await known()).UnitCard }));
const outside = () => import("./outside-fields.tsx");
const OutsideFields = lazy(outside);
const RingsField = lazy(async () => ({ default: (await outside()).RingsField }));

export function RecordForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id: communityId } = useCommunity();
  const [form] = Form.useForm<RecordValues>();
  const another = useRef(false);
  const { draft, hear, trouble, startOver } = useRecord(form, (made) => {
    if (another.current) clear();
    else void navigate({ to: "/cases/$id", params: { id: made.id } });
  });
  const [first] = useState(() => draft.found?.value ?? emptyRecord(new Date(), communityId));
  const [rang, setRang] = useState(first.contact.heard_at);
  const heardAt = Form.useWatch(["contact", "heard_at"], form);
  const late = Form.useWatch("late_reason", form);
  const chosenCommunity = Form.useWatch("community_id", form);
  const unitId = Form.useWatch(["contact", "places", 0, "unit_id"], form)?.value;

  const box = useRef<HTMLDivElement>(null);
  const [calls, setCalls] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: anew with each call, once its fields are there.
  useEffect(() => focusFirst(box.current), [calls]);
  // For the next call: nothing of the last one is left, and the cursor waits where it did.
  const clear = () => {
    startOver();
    setRang(form.getFieldValue(["contact", "heard_at"]));
    setCalls((now) => now + 1);
  };
  const attached = (id: string) => {
    startOver();
    void navigate({ to: "/cases/$id", params: { id } });
  };
  const register = useRegister(form, clear);

  const save = (andAnother: boolean) => {
    another.current = andAnother;
    form.submit();
  };
  useHotkey("Ctrl+Enter", t("shell.key_save"), () => save(false));
  // What is known of a caller, or of a home, comes below the field: it is brought up to leave room for it.
  const jump = (id: string) => {
    const field = box.current?.querySelector<HTMLElement>(`#${id}`);
    field?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: "center" });
  };
  useHotkey("Alt+5", t("cases.record.to_phone"), () => jump("contact_person_phone"));
  useHotkey("Alt+6", t("cases.record.to_unit"), () => jump("contact_places_0_unit_id"));

  return (
    <div className={styles.form} onKeyDownCapture={enterMovesOn} ref={box}>
      {trouble && <ProblemNotice error={trouble} />}
      <DraftRestored at={draft.restoredAt} onStartOver={clear} />
      <DraftOffer
        elsewhere={draft.elsewhere}
        onTake={(value) => {
          form.setFieldsValue(value);
          draft.keep(form.getFieldsValue(true));
        }}
      />
      <Form
        form={form}
        initialValues={first}
        layout="vertical"
        onFinish={(values) => hear.mutate({ ...form.getFieldsValue(true), ...values })}
        onValuesChange={(changed) => {
          if (changed.contact?.person) forgetWhoItWas(form, changed.contact.person);
          if (changed.kind) keepCategoryOf(form, changed.kind);
          draft.keep(form.getFieldsValue(true));
        }}
        requiredMark={false}
        scrollToFirstError={{ focus: true }}
      >
        <Section title={t("cases.record.matter")}>
          <CommunityField />
          <MatterFields />
          <Suspense>
            <SimilarCases
              form={form}
              keyFor={(values, body) => draft.box.keyFor(values, body)}
              onAttached={attached}
            />
            <ConfidentialHint form={form} />
          </Suspense>
          <Suspense>
            <AnswerHints form={form} />
          </Suspense>
        </Section>
        <Section title={t("cases.record.who")}>
          <ChannelField base={["contact"]} />
          <Suspense>
            <OutsideFields base={["contact"]} />
          </Suspense>
          <PersonFields base={["contact"]} />
          <Suspense>
            <CallerCard form={form} />
          </Suspense>
        </Section>
        <Section title={t("cases.record.where")}>
          <PlaceFields base={["contact"]} communityId={chosenCommunity} />
          <Suspense>
            <IncidentHints
              form={form}
              keyFor={(values, body) => draft.box.keyFor(values, body)}
              onAttached={attached}
            />
          </Suspense>
          <Suspense>
            <UnitCard unitId={unitId} />
          </Suspense>
          <HeardAtFields
            base={["contact"]}
            showReason={Boolean(late) || heardAt !== rang || hear.isError}
          />
        </Section>
        <Section title={t("cases.record.rest")}>
          <Form.Item label={t("cases.record.files")} name="files">
            <FilePicker label={t("cases.record.add_files")} />
          </Form.Item>
          <AnsweredFields />
          <Suspense>
            <RingsField base={["contact"]} />
          </Suspense>
        </Section>
        <footer className={styles.foot}>
          <Button
            busy={hear.isPending}
            kind="primary"
            onClick={() => {
              another.current = false;
            }}
            type="submit"
          >
            {t("cases.record.submit")}
          </Button>
          <Button onClick={() => save(true)}>{t("cases.record.another")}</Button>
          {register.button}
          <Button kind="quiet" onClick={clear}>
            {t("cases.record.start_over")}
          </Button>
          <span className={styles.draft} role="status">
            {draft.savedAt && t("cases.record.draft", { time: fullTime(draft.savedAt).slice(11) })}
          </span>
        </footer>
      </Form>
      {register.dialog}
    </div>
  );
}

/** Another phone, or another name, is somebody else. */
function forgetWhoItWas(form: FormInstance<RecordValues>, changed: object): void {
  if ("phone" in changed || "name" in changed)
    form.setFieldValue(["contact", "person", "resident_id"], undefined);
}

/** A call for help is sorted in its own way: what was chosen for another kind is no category of this one. */
function keepCategoryOf(form: FormInstance<RecordValues>, kind: RecordValues["kind"]): void {
  const chosen = form.getFieldValue("category");
  if (chosen && !categoriesOf(kind).includes(chosen)) form.setFieldValue("category", undefined);
}

/** The telephone is at the ear already: the cursor waits in the first field. */
function focusFirst(box: HTMLElement | null): void {
  const fields = box?.querySelectorAll<HTMLElement>("input[type=text], input:checked");
  [...(fields ?? [])].find((field) => field.getClientRects().length > 0)?.focus();
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  );
}

/** Asked only of those who look after several communities. */
function CommunityField() {
  const { t } = useTranslation();
  const { all } = useCommunity();
  return (
    <Form.Item
      hidden={all.length === 1}
      label={t("cases.record.community")}
      name="community_id"
      rules={[{ required: true, message: t("cases.record.community_needed") }]}
    >
      <Select
        options={all.map(({ id, name }) => ({ value: id, label: name }))}
        showSearch={{ optionFilterProp: "label" }}
      />
    </Form.Item>
  );
}
