import "@shouwen/i18n/rooms/field.zh-CN.ts";
import { caseById } from "@shouwen/api/cases.ts";
import type { CaseOut, CaseRow } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import {
  type FieldAct,
  fieldOutbox,
  type KeptAct,
  type Said,
} from "../../shell/outbox/field-outbox.ts";
import { smallPhoto } from "../../shell/outbox/small-photo.ts";
import { serverNow } from "../../shell/use-now.ts";
import { CallButton } from "./call-button.tsx";
import { SeverityTag, StateTag } from "./case-tags.tsx";
import { DueClock } from "./due-clock.tsx";
import styles from "./field.module.css";
import { FinishField } from "./finish-field.tsx";

interface Props {
  row: CaseRow;
  personId: string;
  kept: KeptAct[];
}

/** Acts go by the outbox, with a network or without: what was pressed is kept before it is sent. */
function useField({ row, personId, kept }: Props) {
  const mine = kept.filter((one) => one.about === row.id);
  const act = async (said: Said, version: number) => {
    const whole: FieldAct = { number: row.number, title: row.title, ...said };
    await fieldOutbox.add({
      id: randomKey(),
      person: personId,
      about: row.id,
      act: whole,
      key: randomKey(),
      version,
      at: serverNow().toISOString(),
    });
    void fieldOutbox.flush(personId);
  };
  const waits = (verb: FieldAct["verb"]) => mine.some((one) => one.act.verb === verb);
  return { act, waits };
}

export function FieldCard(props: Props) {
  const { row } = props;
  const label = useLabels();
  const found = useQuery(caseById(api, row.id));
  return (
    <li className={styles.card}>
      <p className={styles.line}>
        <span className={styles.number}>{row.number}</span>
        <StateTag state={row.state} />
        <SeverityTag severity={row.severity} />
        <span className={styles.due}>{row.due_at && <DueClock at={row.due_at} />}</span>
      </p>
      <h2 className={styles.title}>
        <Link params={{ id: row.id }} to="/cases/$id">
          {row.title}
        </Link>
      </h2>
      <p className={styles.soft}>
        {[label("kind", row.kind), row.unit?.name].filter(Boolean).join(" · ")}
      </p>
      {found.data ? (
        <Acts {...props} shown={found.data} />
      ) : (
        <Skeleton label={row.number} lines={1} />
      )}
    </li>
  );
}

function Acts({ shown, ...props }: Props & { shown: CaseOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { act, waits } = useField(props);
  const [finishing, setFinishing] = useState(false);
  const may = (verb: "accept" | "arrive" | "finish" | "note") =>
    shown.actions.some(({ action, allowed }) => action === verb && allowed);
  const first = (["accept", "arrive"] as const).find((verb) => may(verb) && !waits(verb));
  // On the way to be there, to be told in a moment: what was pressed before counts as done.
  const mayFinish = (may("finish") || waits("arrive")) && !waits("finish");
  return (
    <>
      {shown.appointment_at && (
        <p className={styles.soft}>
          {t("cases.case.appointment")} {fullTime(shown.appointment_at)}
        </p>
      )}
      {shown.detail && <p className={styles.detail}>{shown.detail}</p>}
      <div className={styles.acts}>
        <CallButton caseId={shown.id} contacts={shown.contacts} />
        {may("note") && (
          <PhotoButton
            onPhoto={(photo, name) =>
              void act(
                {
                  verb: "photo",
                  text: t("field.photo_text", { time: fullTime(serverNow().toISOString()) }),
                  photo,
                  name,
                },
                shown.version,
              )
            }
          />
        )}
        {first && (
          <Button kind="primary" onClick={() => void act({ verb: first }, shown.version)}>
            {label("action", first)}
          </Button>
        )}
        {mayFinish && (
          <Button
            aria-expanded={finishing}
            kind={first ? "plain" : "primary"}
            onClick={() => setFinishing(!finishing)}
          >
            {label("action", "finish")}
          </Button>
        )}
      </div>
      {finishing && mayFinish && (
        <FinishField
          caseId={shown.id}
          asksMeasure={shown.kind === "complaint"}
          onFinish={(said) => {
            setFinishing(false);
            void act({ verb: "finish", ...said }, shown.version);
          }}
        />
      )}
    </>
  );
}

function PhotoButton({ onPhoto }: { onPhoto: (photo: Blob, name: string) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const take = async (files: FileList | null) => {
    setBusy(true);
    for (const file of [...(files ?? [])]) onPhoto(await smallPhoto(file), file.name);
    setBusy(false);
  };
  return (
    <>
      <input
        accept="image/*"
        aria-label={t("field.photo")}
        capture="environment"
        className="aside"
        onChange={({ target }) => {
          void take(target.files).then(() => {
            target.value = "";
          });
        }}
        ref={input}
        tabIndex={-1}
        type="file"
      />
      <Button busy={busy} icon="upload" onClick={() => input.current?.click()}>
        {t("field.photo")}
      </Button>
    </>
  );
}
