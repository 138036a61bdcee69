import "@shouwen/i18n/rooms/ledger.zh-CN.ts";
import { holdsFor, me } from "@shouwen/api/access.ts";
import { openShift, paperList } from "@shouwen/api/ledger.ts";
import type { ShiftOut } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { EmptyState } from "@shouwen/ui/empty-state.tsx";
import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { Keycaps } from "@shouwen/ui/keycaps.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { Loaded } from "../../shell/loaded.tsx";
import page from "../../shell/page.module.css";
import { Pager } from "../../shell/pager.tsx";
import styles from "./ledger.module.css";
import { LedgerFrame } from "./ledger-frame.tsx";
import { PaperTable } from "./paper-table.tsx";
import { Sum } from "./sum.tsx";

// Forms in dialogs come with antd; looking needs none.
const DIALOGS = {
  receipt: lazy(() => import("./receipt-dialog.tsx")),
  wechat: lazy(() => import("./wechat-dialog.tsx")),
  begin: lazy(() => import("./shift-dialog.tsx")),
  end: lazy(() => import("./shift-dialog.tsx")),
  banking: lazy(() => import("./banking-dialog.tsx")),
};
type Opened = keyof typeof DIALOGS;
const ROWS = 20;

/** The cash desk: who answers for the box, money taken, and the papers of late. */
export function CashDeskPage({ cursor }: { cursor: string | undefined }) {
  return (
    <LedgerFrame title="desk">
      {(communityId) => <Desk communityId={communityId} cursor={cursor} />}
    </LedgerFrame>
  );
}

function Desk({ communityId, cursor }: { communityId: string; cursor: string | undefined }) {
  const { t } = useTranslation();
  const { data: person } = useSuspenseQuery(me(api));
  const [open, setOpen] = useState<Opened | null>(null);
  const shifts = useQuery(openShift(api, communityId));
  const query = { community_id: [communityId], limit: ROWS, ...(cursor ? { cursor } : {}) };
  const papers = useQuery(paperList(api, query));
  const shift = shifts.data?.data.find(({ state }) => state === "open");
  const mayTake = holdsFor(person, "ledger.take", communityId);
  const mayCount = holdsFor(person, "ledger.desk", communityId);
  const Dialog = open && DIALOGS[open];
  return (
    <>
      <section aria-label={t("ledger.shift")} className={page.sheet}>
        <Loaded query={shifts}>{() => <Shift shift={shift} />}</Loaded>
      </section>
      <div className={styles.acts}>
        {mayTake && <Take onTake={() => setOpen("receipt")} />}
        {mayTake && <Button onClick={() => setOpen("wechat")}>{t("ledger.take_wechat")}</Button>}
        {mayCount && !shift && (
          <Button onClick={() => setOpen("begin")}>{t("ledger.begin")}</Button>
        )}
        {shift?.is_mine && (
          <>
            <Button onClick={() => setOpen("banking")}>{t("ledger.banking")}</Button>
            <Button onClick={() => setOpen("end")}>{t("ledger.end")}</Button>
          </>
        )}
      </div>
      <section aria-label={t("ledger.papers")} className={page.sheet}>
        <Loaded query={papers}>
          {({ data }) =>
            data.length ? (
              <PaperTable rows={data} />
            ) : (
              <EmptyState icon="note" title={t("ledger.no_papers")}>
                {t("ledger.no_papers_text")}
              </EmptyState>
            )
          }
        </Loaded>
      </section>
      <Pager cursor={cursor} next={papers.data?.next_cursor} />
      <Suspense>
        {Dialog && (
          <Dialog
            communityId={communityId}
            onClose={() => setOpen(null)}
            shift={open === "end" ? shift : undefined}
          />
        )}
      </Suspense>
    </>
  );
}

function Take({ onTake }: { onTake: () => void }) {
  const { t } = useTranslation();
  useHotkey("n", t("ledger.take"), onTake);
  return (
    <Button kind="primary" onClick={onTake}>
      {t("ledger.take")} <Keycaps keys="N" />
    </Button>
  );
}

function Shift({ shift }: { shift: ShiftOut | undefined }) {
  const { t } = useTranslation();
  if (!shift) {
    return (
      <EmptyState icon="clock" title={t("ledger.no_shift")}>
        {t("ledger.no_shift_text")}
      </EmptyState>
    );
  }
  return (
    <dl className={styles.figures}>
      <div>
        <dt>{t("ledger.cashier")}</dt>
        <dd>{shift.cashier.name}</dd>
      </div>
      <div>
        <dt>{t("ledger.opened_at")}</dt>
        <dd>{fullTime(shift.opened_at)}</dd>
      </div>
      <Figure fen={shift.opening_fen} name={t("ledger.opening")} />
      <Figure fen={shift.taken_fen} name={t("ledger.taken")} />
      <Figure fen={shift.paid_out_fen} name={t("ledger.paid_out")} />
      <Figure fen={shift.expected_fen} name={t("ledger.expected")} />
    </dl>
  );
}

function Figure({ name, fen }: { name: string; fen: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Sum fen={fen} />
      </dd>
    </div>
  );
}
