import { fullTime } from "@shouwen/core/instant.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { useNavigate } from "@tanstack/react-router";
import { Form, type FormInstance, Select } from "antd";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommunity } from "../../shell/community.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { AnswerHints } from "./answer-hints.tsx";
import { CallerCard } from "./caller-card.tsx";
import {
  ChannelField,
  HeardAtFields,
  OutsideFields,
  PersonFields,
  PlaceFields,
} from "./contact-fields.tsx";
import { enterMovesOn } from "./enter-moves-on.ts";
import { FilePicker } from "./file-picker.tsx";
import { IncidentHints } from "./incident-hints.tsx";
import { AnsweredFields, MatterFields } from "./matter-fields.tsx";
import styles from "./record.module.css";
import { emptyRecord, type RecordValues } from "./record-values.ts";
import { SimilarCases } from "./similar-cases.tsx";
import { UnitCard } from "./unit-card.tsx";
import { useRecord } from "./use-record.ts";
import { useRegister } from "./use-register.tsx";

export function RecordForm() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id: communityId } = useCommunity();
  const [form] = Form.useForm<RecordValues>();
  const another = useRef(false);
  const { draft, hear, startOver } = useRecord(form, (made) => {
    if (another.current) startOver();
    else void navigate({ to: "/cases/$id", params: { id: made.id } });
  });
  const [first] = useState(() => draft.found?.value ?? emptyRecord(new Date(), communityId));
  const heardAt = Form.useWatch(["contact", "heard_at"], form);
  const late = Form.useWatch("late_reason", form);
  const chosenCommunity = Form.useWatch("community_id", form);
  const unitId = Form.useWatch(["contact", "places", 0, "unit_id"], form)?.value;

  const attached = (id: string) => {
    startOver();
    void navigate({ to: "/cases/$id", params: { id } });
  };
  const register = useRegister(form, startOver);

  const save = (andAnother: boolean) => {
    another.current = andAnother;
    form.submit();
  };
  useHotkey("Ctrl+Enter", t("shell.key_save"), () => save(false));
  const box = useFocusOnFirst();

  return (
    <div className={styles.form} onKeyDownCapture={enterMovesOn} ref={box}>
      {hear.error && <ProblemNotice error={hear.error} />}
      <Form
        form={form}
        initialValues={first}
        layout="vertical"
        onFinish={(values) => hear.mutate({ ...form.getFieldsValue(true), ...values })}
        onValuesChange={(changed) => {
          if (changed.contact?.person) forgetWhoItWas(form, changed.contact.person);
          draft.keep(form.getFieldsValue(true));
        }}
        requiredMark={false}
        scrollToFirstError={{ focus: true }}
      >
        <Section title={t("cases.record.matter")}>
          <CommunityField />
          <MatterFields />
          <SimilarCases
            form={form}
            keyFor={(values, body) => draft.box.keyFor(values, body)}
            onAttached={attached}
          />
          <AnswerHints form={form} />
        </Section>
        <Section title={t("cases.record.who")}>
          <ChannelField base={["contact"]} />
          <OutsideFields base={["contact"]} />
          <PersonFields base={["contact"]} />
          <CallerCard form={form} />
        </Section>
        <Section title={t("cases.record.where")}>
          <PlaceFields base={["contact"]} communityId={chosenCommunity} />
          <IncidentHints
            form={form}
            keyFor={(values, body) => draft.box.keyFor(values, body)}
            onAttached={attached}
          />
          <UnitCard unitId={unitId} />
          <HeardAtFields
            base={["contact"]}
            showReason={Boolean(late) || heardAt !== first.contact.heard_at || hear.isError}
          />
        </Section>
        <Section title={t("cases.record.rest")}>
          <Form.Item label={t("cases.record.files")} name="files">
            <FilePicker label={t("cases.record.add_files")} />
          </Form.Item>
          <AnsweredFields />
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
          <Button kind="quiet" onClick={startOver}>
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

/** The telephone is at the ear already: the cursor waits in the first field. */
function useFocusOnFirst() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const fields = box.current?.querySelectorAll<HTMLElement>("input[type=text], input:checked");
    [...(fields ?? [])].find((field) => field.getClientRects().length > 0)?.focus();
  }, []);
  return box;
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
