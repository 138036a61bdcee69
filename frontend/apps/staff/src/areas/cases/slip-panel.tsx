import "@shouwen/i18n/rooms/slips.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { actOnSlip, caseSlips, openSlip, type SlipOut, type SlipVerb } from "@shouwen/api/slips.ts";
import type { CaseOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { yuan } from "@shouwen/core/money.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { Papers } from "../../shell/papers.tsx";
import { Nothing, Panel } from "./panel.tsx";
import styles from "./slip.module.css";
import { AT_AMOUNTS, AT_ONCE, type FormSlipVerb } from "./slip-verbs.ts";
import { useBeside } from "./use-beside.ts";

const SlipCopiesDialog = lazy(() => import("./slip-copies-dialog.tsx"));
const RefuseAmountDialog = lazy(() => import("./refuse-amount-dialog.tsx"));
const VoucherDialog = lazy(() => import("./voucher-dialog.tsx"));
const SlipDialog = lazy(() => import("./slip-dialog.tsx"));

/** The complaint slip, for those who may read it. It stays off the paper of the case: residents may see that. */
export default function SlipPanel({ shown }: { shown: CaseOut }) {
  const { data: person } = useSuspenseQuery(me(api));
  return holds(person, "cases.read_slip") ? (
    <div className={styles.internal}>
      <Slips
        mayAddress={holds(person, "cases.manage_slips")}
        mayOpen={holds(person, "cases.write_slip")}
        shown={shown}
      />
    </div>
  ) : null;
}

function Slips(props: { shown: CaseOut; mayOpen: boolean; mayAddress: boolean }) {
  const { shown, mayOpen } = props;
  const [addressing, setAddressing] = useState(false);
  const { t } = useTranslation();
  const label = useLabels();
  const { data } = useSuspenseQuery(caseSlips(api, shown.id));
  const say = useBeside(shown.id);
  const [current, ...earlier] = data.data;
  const isThis = current?.round === shown.round;
  return (
    <Panel
      hint={isThis ? label("slip_state", current.state) : t("cases.slip.none")}
      title={t("cases.slip.title")}
      tools={
        <>
          {data.data.length > 0 && <Papers path={`/api/v1/cases/${shown.id}/slip/paper`} />}
          {props.mayAddress && (
            <Button kind="quiet" onClick={() => setAddressing(true)}>
              {t("cases.slip.address")}
            </Button>
          )}
          {!isThis && mayOpen && (
            <Button
              busy={say.isPending}
              onClick={() => say.mutate((key) => openSlip(api, key, shown.id))}
            >
              {t("cases.slip.open")}
            </Button>
          )}
        </>
      }
    >
      {current && isThis && <Slip shown={shown} slip={current} />}
      {(isThis ? earlier : data.data).map((slip) => (
        <details className={styles.earlier} key={slip.id}>
          <summary>{t("cases.slip.earlier", { round: slip.round })}</summary>
          <Written slip={slip} />
        </details>
      ))}
      {data.data.length === 0 && <Nothing>{t("cases.slip.none_text")}</Nothing>}
      {addressing && (
        <Suspense>
          <SlipCopiesDialog communityId={shown.community_id} onClose={() => setAddressing(false)} />
        </Suspense>
      )}
    </Panel>
  );
}

function Slip({ shown, slip }: { shown: CaseOut; slip: SlipOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const say = useBeside(shown.id);
  const [open, setOpen] = useState<FormSlipVerb | null>(null);
  const [vouching, setVouching] = useState<Amount | null>(null);
  const [refusing, setRefusing] = useState<Amount | null>(null);
  const possible = slip.actions.filter((one) => one.allowed).map((one) => one.action as SlipVerb);
  const sayAtOnce = (verb: SlipVerb, body: object = {}) =>
    say.mutate((key) => actOnSlip(api, key, shown.id, { verb, body, version: slip.version }));
  return (
    <>
      <Written
        approve={
          possible.includes("approve-amount")
            ? ({ no }) => sayAtOnce("approve-amount", { no })
            : undefined
        }
        refuse={possible.includes("refuse-amount") ? setRefusing : undefined}
        slip={slip}
        vouch={possible.includes("vouch") ? setVouching : undefined}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a toolbar of buttons, not a set of form fields. */}
      <div aria-label={t("cases.slip.actions")} className={styles.verbs} role="group">
        {possible
          .filter((verb) => !AT_AMOUNTS.has(verb))
          .map((verb) => (
            <Button
              busy={say.isPending}
              key={verb}
              onClick={() => (AT_ONCE.has(verb) ? sayAtOnce(verb) : setOpen(verb as FormSlipVerb))}
            >
              {label("slip_action", verb)}
            </Button>
          ))}
      </div>
      {open && (
        <Suspense>
          <SlipDialog onClose={() => setOpen(null)} shown={shown} slip={slip} verb={open} />
        </Suspense>
      )}
      {refusing && (
        <Suspense>
          <RefuseAmountDialog
            amount={refusing}
            caseId={shown.id}
            onClose={() => setRefusing(null)}
            version={slip.version}
          />
        </Suspense>
      )}
      {vouching && (
        <Suspense>
          <VoucherDialog
            amount={vouching}
            onClose={() => setVouching(null)}
            shown={shown}
            slip={slip}
          />
        </Suspense>
      )}
    </>
  );
}

type Amount = SlipOut["amounts"][number];
interface OnAmounts {
  approve?: ((amount: Amount) => void) | undefined;
  refuse?: ((amount: Amount) => void) | undefined;
  vouch?: ((amount: Amount) => void) | undefined;
}

function Written({ slip, ...onAmounts }: { slip: SlipOut } & OnAmounts) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <>
      <ul className={styles.entries}>
        {slip.entries.map((entry) => (
          <li key={entry.stage}>
            <strong>{label("slip_stage", entry.stage)}</strong>
            <p className={styles.text}>{entry.text}</p>
            <p className={styles.by}>
              {entry.written_by.name} · {fullTime(entry.at)}
            </p>
          </li>
        ))}
      </ul>
      {slip.responsibility && (
        <p className={styles.verdict}>
          <Tag tone="amber">{label("responsibility", slip.responsibility)}</Tag>
          {slip.loss_fen !== null && t("cases.slip.loss", { amount: yuan(slip.loss_fen) })}
          {slip.parties.length > 0 &&
            t("cases.slip.shared_by", {
              names: slip.parties.map(({ company, name }) => `${company} ${name}`).join("、"),
            })}
        </p>
      )}
      <Signatures slip={slip} />
      <Amounts slip={slip} {...onAmounts} />
      <Copies slip={slip} />
      <Objections slip={slip} />
    </>
  );
}

function Signatures({ slip }: { slip: SlipOut }) {
  const { t } = useTranslation();
  if (slip.signatures.length === 0) return null;
  return (
    <ul aria-label={t("cases.slip.signatures")} className={styles.rows}>
      {slip.signatures.map((one) => (
        <li key={one.department.id}>
          <strong>{one.department.name}</strong>
          <Tag tone={one.agrees ? "green" : "amber"}>
            {one.agrees === null
              ? t("cases.slip.unsigned")
              : t(one.agrees ? "cases.slip.agrees" : "cases.slip.disagrees")}
          </Tag>
          <span>{one.signed_by?.name}</span>
          {one.text && <p className={styles.text}>{one.text}</p>}
        </li>
      ))}
    </ul>
  );
}

function Amounts({ slip, approve, refuse, vouch }: { slip: SlipOut } & OnAmounts) {
  const { t } = useTranslation();
  const label = useLabels();
  if (slip.amounts.length === 0) return null;
  return (
    <ul aria-label={t("cases.slip.amounts")} className={styles.rows}>
      {slip.amounts.map((one) => (
        <li key={one.no}>
          <strong>{label("money_outcome", one.kind)}</strong>
          <span className="figures">¥{yuan(one.amount_fen)}</span>
          <Tag tone={one.state === "approved" ? "green" : "amber"}>
            {label("amount_state", one.state)}
          </Tag>
          <span>{(one.decided_by ?? one.proposed_by).name}</span>
          {one.level && <span>{label("approval_level", one.level)}</span>}
          <p className={styles.text}>{one.reason}</p>
          {one.voucher && <Voucher voucher={one.voucher} />}
          {one.state === "approved" && !one.voucher && vouch && (
            <div className={styles.verbs}>
              <Button onClick={() => vouch(one)}>{t("cases.voucher.write")}</Button>
            </div>
          )}
          {one.refused_because && (
            <p className={styles.text}>
              {t("cases.slip.because", { reason: one.refused_because })}
            </p>
          )}
          {one.state === "proposed" && (approve || refuse) && (
            <div className={styles.verbs}>
              {approve && (
                <Button icon="check" onClick={() => approve(one)}>
                  {t("cases.slip.approve")}
                </Button>
              )}
              {refuse && (
                <Button kind="quiet" onClick={() => refuse(one)}>
                  {t("cases.slip.refuse")}
                </Button>
              )}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Voucher({ voucher }: { voucher: NonNullable<Amount["voucher"]> }) {
  const { t } = useTranslation();
  return (
    <p className={styles.by}>
      <Tag tone={voucher.reconciled ? "green" : "amber"}>
        {t(voucher.reconciled ? "cases.voucher.reconciled" : "cases.voucher.less")}
      </Tag>{" "}
      ¥{yuan(voucher.actual_fen)}
      {voucher.actual_quantity !== null && ` × ${voucher.actual_quantity}`} · {voucher.signed_name}{" "}
      / {voucher.made_by.name} · {fullTime(voucher.signed_at)} {voucher.difference}
    </p>
  );
}

function Copies({ slip }: { slip: SlipOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  if (slip.copies.length === 0) return null;
  return (
    <ul aria-label={t("cases.slip.copies")} className={styles.rows}>
      {slip.copies.map((one) => (
        <li key={one.copy}>
          <strong>{label("slip_copy", one.copy)}</strong>
          <span>{one.post.name}</span>
          <Tag tone={one.read_at ? "green" : "amber"}>
            {one.read_by
              ? t("cases.slip.read_by", { name: one.read_by.name })
              : t("cases.slip.unread")}
          </Tag>
        </li>
      ))}
    </ul>
  );
}

function Objections({ slip }: { slip: SlipOut }) {
  const { t } = useTranslation();
  if (slip.objections.length === 0) return null;
  return (
    <ul aria-label={t("cases.slip.objections")} className={styles.rows}>
      {slip.objections.map((one) => (
        <li key={one.no}>
          <strong>{t("cases.slip.memo", { no: one.no, name: one.department.name })}</strong>
          <p className={styles.text}>{one.text}</p>
          {one.answer && <p className={styles.by}>{one.answer}</p>}
        </li>
      ))}
    </ul>
  );
}
