import "@shouwen/i18n/rooms/work-order.zh-CN.ts";
import { handInFee, type WorkOrderOut } from "@shouwen/api/slips.ts";
import { yuan } from "@shouwen/core/money.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { problemText } from "../../shell/problem-notice.tsx";
import { useKey } from "../../shell/use-key.ts";
import styles from "./work-order.module.css";

const FeeDialog = lazy(async () => ({
  default: (await import("./order-dialogs.tsx")).FeeDialog,
}));

type Fee = WorkOrderOut["fees"][number];

/** What the household paid on the job, why not, and whether it was handed in (RP-10). */
export function JobFees({ order, mayWrite }: { order: WorkOrderOut; mayWrite: boolean }) {
  const { t } = useTranslation();
  const [saying, setSaying] = useState(false);
  if (order.fees.length === 0 && order.due_fen === 0) return null;
  return (
    <section>
      <h2>{t("cases.order.fee.title")}</h2>
      {order.fees.map((fee) => (
        <FeeLine fee={fee} id={order.case_id} key={fee.no} />
      ))}
      <p className={styles.total}>
        {t("cases.order.fee.due")} <span className="figures">¥{yuan(order.due_fen)}</span>
      </p>
      {mayWrite && order.due_fen > 0 && (
        <Button className={styles.tool as string} onClick={() => setSaying(true)}>
          {t("cases.order.fee.say")}
        </Button>
      )}
      {saying && (
        <Suspense>
          <FeeDialog onClose={() => setSaying(false)} order={order} />
        </Suspense>
      )}
    </section>
  );
}

function standing(fee: Fee) {
  if (fee.collected_fen === 0) return { tone: "neutral", text: "uncollected" } as const;
  return fee.handed_in_at
    ? ({ tone: "green", text: "handed_in" } as const)
    : ({ tone: "amber", text: "to_hand_in" } as const);
}

function FeeLine({ id, fee }: { id: string; fee: Fee }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const toast = useToast();
  const { keyFor } = useKey();
  const receive = useMutation({
    mutationFn: () => handInFee(api, keyFor(fee.no), id, fee.no),
    onError: (error) => toast.trouble(problemText(error, t)),
    onSettled: () => queries.invalidateQueries({ queryKey: ["cases", id] }),
  });
  const { tone, text } = standing(fee);
  return (
    <p className={styles.detail}>
      <Tag tone={tone}>{t(`cases.order.fee.${text}`)}</Tag>{" "}
      {t("cases.order.fee.line", {
        due: yuan(fee.due_fen),
        collected: yuan(fee.collected_fen),
        name: fee.collected_by.name,
      })}
      {fee.reason && ` · ${fee.reason}`}
      {fee.received_by && ` · ${fee.received_by.name}`}{" "}
      {fee.actions.some((one) => one.allowed) && (
        <Button
          className={styles.tool as string}
          disabled={receive.isPending}
          onClick={() => receive.mutate()}
        >
          {t("cases.order.fee.hand_in")}
        </Button>
      )}
    </p>
  );
}
