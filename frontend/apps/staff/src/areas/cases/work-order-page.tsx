import "@shouwen/i18n/rooms/defects.zh-CN.ts";
import "@shouwen/i18n/rooms/work-order.zh-CN.ts";
import { holds, me } from "@shouwen/api/access.ts";
import { tickVisit, type WorkOrderOut, workOrder } from "@shouwen/api/slips.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { yuan } from "@shouwen/core/money.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { PageTitle } from "../../shell/page-title.tsx";
import { Papers } from "../../shell/papers.tsx";
import { problemText } from "../../shell/problem-notice.tsx";
import { JobFees } from "./job-fees.tsx";
import styles from "./work-order.module.css";

const WarrantyDialog = lazy(() => import("./warranty-dialog.tsx"));
const MaterialDialog = lazy(async () => ({
  default: (await import("./order-dialogs.tsx")).MaterialDialog,
}));

/** The work order of a repair on one sheet of A4, to be taken along and signed (RP-09). */
export function WorkOrderPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useSuspenseQuery(workOrder(api, id));
  const { data: person } = useSuspenseQuery(me(api));
  const mayWrite = holds(person, "cases.work_order");
  return (
    <div className={styles.sheet}>
      <header className={styles.head}>
        <div>
          <PageTitle>{t("cases.order.title")}</PageTitle>
          <Link className={styles.number} params={{ id }} to="/cases/$id">
            {data.number}
          </Link>
          <Papers path={`/api/v1/cases/${id}/work-order/paper`} />
        </div>
        <Code rows={data.qr} />
      </header>
      <Facts order={data} />
      {data.kind === "warranty" && <Warranty mayWrite={mayWrite} order={data} />}
      <Materials mayWrite={mayWrite} order={data} />
      <JobFees mayWrite={mayWrite} order={data} />
      <Checks mayWrite={mayWrite} order={data} />
      <Signatures />
    </div>
  );
}

/** The QR code, dark squares as one path. */
function Code({ rows }: { rows: string[] }) {
  const { t } = useTranslation();
  const path = rows
    .flatMap((row, y) => [...row].map((dark, x) => (dark === "1" ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg
      aria-label={t("cases.order.qr")}
      className={styles.qr}
      role="img"
      shapeRendering="crispEdges"
      viewBox={`0 0 ${rows.length} ${rows.length}`}
    >
      <rect fill="#fff" height={rows.length} width={rows.length} />
      <path d={path} fill="#000" />
    </svg>
  );
}

function Facts({ order }: { order: WorkOrderOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const facts: [string, string | null | undefined][] = [
    [t("cases.order.address"), order.unit?.name],
    [t("cases.case.heard_at"), fullTime(order.heard_at)],
    [t("cases.case.appointment"), order.appointment_at && fullTime(order.appointment_at)],
    [t("cases.order.owner"), order.owner.name],
    [label("kind", order.kind), label("severity", order.severity)],
  ];
  return (
    <section>
      <h2>{order.title}</h2>
      {order.detail && <p className={styles.detail}>{order.detail}</p>}
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function Warranty({ order, mayWrite }: { order: WorkOrderOut; mayWrite: boolean }) {
  const { t } = useTranslation();
  const label = useLabels();
  const [judging, setJudging] = useState(false);
  const { warranty } = order;
  return (
    <section>
      <h2>{t("cases.order.warranty")}</h2>
      {warranty ? (
        <p className={styles.detail}>
          {t(warranty.valid ? "cases.order.valid" : "cases.order.not_valid")}
          {warranty.size && ` · ${label("defect_size", warranty.size)}`}
          {` · ${warranty.reason} · ${warranty.judged_by.name}`}
        </p>
      ) : (
        <p>{t("cases.order.not_judged")}</p>
      )}
      {mayWrite && !warranty && (
        <Button onClick={() => setJudging(true)}>{t("cases.order.judge")}</Button>
      )}
      {judging && (
        <Suspense>
          <WarrantyDialog id={order.case_id} onClose={() => setJudging(false)} />
        </Suspense>
      )}
    </section>
  );
}

function Materials({ order, mayWrite }: { order: WorkOrderOut; mayWrite: boolean }) {
  const { t } = useTranslation();
  const label = useLabels();
  const [adding, setAdding] = useState(false);
  return (
    <section>
      <h2>{t("cases.order.materials")}</h2>
      <table>
        <thead>
          <tr>
            <th>{t("cases.order.name")}</th>
            <th>{t("cases.order.quantity")}</th>
            <th>{t("cases.order.price")}</th>
            <th>{t("cases.order.sum")}</th>
            <th>{t("cases.order.source")}</th>
            <th>{t("cases.order.paid_by")}</th>
          </tr>
        </thead>
        <tbody>
          {order.materials.map((one) => (
            <tr key={one.no}>
              <td>{one.name}</td>
              <td className="figures">{one.quantity}</td>
              <td className="figures">{yuan(one.unit_price_fen)}</td>
              <td className="figures">{yuan(one.amount_fen)}</td>
              <td>{label("material_source", one.source)}</td>
              <td>{label("paid_by", one.paid_by)}</td>
            </tr>
          ))}
          {order.materials.length === 0 && (
            <tr>
              <td colSpan={6}>{t("cases.order.no_materials")}</td>
            </tr>
          )}
        </tbody>
      </table>
      <p className={styles.total}>
        {t("cases.order.total")} <span className="figures">¥{yuan(order.total_fen)}</span>
      </p>
      {mayWrite && (
        <Button className={styles.tool as string} onClick={() => setAdding(true)}>
          {t("cases.order.add")}
        </Button>
      )}
      {adding && (
        <Suspense>
          <MaterialDialog id={order.case_id} onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </section>
  );
}

function Checks({ order, mayWrite }: { order: WorkOrderOut; mayWrite: boolean }) {
  const { t } = useTranslation();
  const label = useLabels();
  const queries = useQueryClient();
  const toast = useToast();
  const tick = useMutation({
    mutationFn: (ticks: Parameters<typeof tickVisit>[2]) => tickVisit(api, order.case_id, ticks),
    onError: (error) => toast.trouble(problemText(error, t)),
    onSettled: () => queries.invalidateQueries({ queryKey: ["cases", order.case_id] }),
  });
  return (
    <section>
      <h2>{t("cases.order.checks")}</h2>
      <ul className={styles.checks}>
        {order.checks.map(({ item, done }) => (
          <li key={item}>
            <label>
              <input
                checked={done === true}
                disabled={!mayWrite || tick.isPending}
                onChange={(event) => tick.mutate([{ item, done: event.target.checked }])}
                type="checkbox"
              />
              {label("visit_check", item)}
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Signatures() {
  const { t } = useTranslation();
  return (
    <section aria-label={t("cases.order.signatures")} className={styles.signatures}>
      {[t("cases.order.sign_worker"), t("cases.order.sign_resident")].map((who) => (
        <p key={who}>
          {who} <span className={styles.line} /> {t("cases.order.sign_date")}{" "}
          <span className={styles.line} />
        </p>
      ))}
    </section>
  );
}
