import { callbackById } from "@shouwen/api/callbacks.ts";
import { caseById } from "@shouwen/api/cases.ts";
import { fileUrl } from "@shouwen/api/files.ts";
import type { CallbackOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { PageTitle } from "../../shell/page-title.tsx";
import { QUESTIONS } from "./answer-values.ts";
import styles from "./callback-form.module.css";
import callbacks from "./callbacks.module.css";

type Answer = CallbackOut["answers"][number];
const GRADES = ["good", "fair", "poor"] as const;

/** The numbered form of a callback on A4: filled in as far as it was recorded, the rest to be filled in by hand. */
export function CallbackFormPage({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const { data: shown } = useSuspenseQuery(callbackById(api, id, i18n.language));
  const answers: (Answer | undefined)[] = shown.answers.length > 0 ? shown.answers : [undefined];
  return (
    <div className={callbacks.page}>
      <div className={styles.bar}>
        <Link className={callbacks.back} params={{ id }} to="/callbacks/$id">
          <Icon name="arrowLeft" />
          {t("callbacks.print_back")}
        </Link>
        <Button kind="primary" onClick={() => window.print()}>
          {t("callbacks.print")}
        </Button>
      </div>
      <PageTitle aside>{`${t("callbacks.print_title")} ${shown.number}`}</PageTitle>
      {answers.map((answer) => (
        <Sheet answer={answer} key={answer?.no ?? 0} shown={shown} />
      ))}
    </div>
  );
}

function Sheet({ shown, answer }: { shown: CallbackOut; answer: Answer | undefined }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { all } = useCommunity();
  const community = all.find(({ id }) => id === shown.community_id)?.name ?? "";
  return (
    <article className={styles.sheet}>
      <header>
        <p>{community}</p>
        <h2>{t("callbacks.print_title")}</h2>
        <p className="figures">{shown.number}</p>
      </header>
      <table>
        <tbody>
          <Line name={t("callbacks.matter")}>
            {shown.case.number} {shown.case.title}
          </Line>
          <Line name={t("callbacks.was_done")}>
            <WhatWasDone shown={shown} />
          </Line>
          <Line name={t("callbacks.method")}>
            {label("callback_method", answer?.method ?? shown.method)}
          </Line>
          {QUESTIONS.map((question) => (
            <Line key={question} name={t(`callbacks.ask_${question}`)}>
              {GRADES.map((grade) => (
                <Box key={grade} ticked={answer?.[question] === grade}>
                  {label("grade", grade)}
                </Box>
              ))}
            </Line>
          ))}
          <Line name={t("callbacks.ask_charge")}>
            <Box ticked={answer?.irregular_charge === false}>{t("callbacks.charge_no")}</Box>
            <Box ticked={answer?.irregular_charge === true}>{t("callbacks.charge_yes")}</Box>
          </Line>
          <Line name={t("callbacks.shortcomings")} tall>
            {answer?.shortcomings}
          </Line>
          <Line name={t("callbacks.suggestion")} tall>
            {answer?.suggestion}
          </Line>
          <Signatures answer={answer} shown={shown} />
        </tbody>
      </table>
    </article>
  );
}

/** Who signed, called and reviewed, each with the day. */
function Signatures({ shown, answer }: { shown: CallbackOut; answer: Answer | undefined }) {
  const { t } = useTranslation();
  const file = answer?.signature_file_id;
  return (
    <>
      <Line name={t("callbacks.print_sign")} tall>
        {file && <img alt={t("callbacks.signature")} src={fileUrl(file)} />}
      </Line>
      <Line name={t("callbacks.print_caller_sign")}>
        {answer ? `${answer.by.name} ${fullTime(answer.at)}` : shown.caller?.name}
      </Line>
      <Line name={t("callbacks.review_comment")} tall>
        {answer?.comment}
      </Line>
      <Line name={t("callbacks.print_reviewer")}>
        {answer?.reviewed_by &&
          answer.reviewed_at &&
          `${answer.reviewed_by.name} ${fullTime(answer.reviewed_at)}`}
      </Line>
    </>
  );
}

function WhatWasDone({ shown }: { shown: CallbackOut }) {
  const matter = useQuery({ ...caseById(api, shown.case.id), retry: false });
  return matter.data?.outcomes.find(({ round }) => round === shown.round)?.result;
}

function Line(props: { name: string; tall?: boolean; children: ReactNode }) {
  return (
    <tr data-tall={props.tall}>
      <th scope="row">{props.name}</th>
      <td>{props.children}</td>
    </tr>
  );
}

/** A box as on paper, ticked or not. */
function Box(props: { ticked: boolean; children: ReactNode }) {
  return (
    <span className={styles.choice}>
      <span className={styles.box}>{props.ticked && <Icon name="check" size={12} />}</span>
      {props.children}
    </span>
  );
}
