import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { chartOf } from "@shouwen/api/organisation.ts";
import { ApiProblem } from "@shouwen/api/problem.ts";
import { chainOf, setChain } from "@shouwen/api/renovations.ts";
import type { ChainStepIn } from "@shouwen/api/types.ts";
import { labels } from "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import { ForbiddenPage } from "../../shell/not-found-page.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { isInOrder, moved, type Phase, STEPS } from "./chain-steps.ts";
import { RenovationTabs } from "./renovation-tabs.tsx";
import styles from "./renovations.module.css";

const PHASES = Object.keys(labels.chain_phase) as Phase[];

/** Whose signatures an application needs, in which order: data of the community (RN-16, PC-10). */
export function ChainPage() {
  const { t } = useTranslation();
  const { id: communityId } = useCommunity();
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("renovations.chain")}</PageTitle>
      </header>
      <RenovationTabs />
      {communityId ? (
        <Shown communityId={communityId} key={communityId} />
      ) : (
        <p className={page.soft}>{t("renovations.gate_choose")}</p>
      )}
    </div>
  );
}

function Shown({ communityId }: { communityId: string }) {
  const { t } = useTranslation();
  const found = useQuery(chainOf(api, communityId));
  if (found.error instanceof ApiProblem && found.error.status === 403) return <ForbiddenPage />;
  if (found.isError)
    return <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton label={t("app.loading")} lines={STEPS.length} />;
  const steps = found.data.steps.map(({ step, phase, post }) => ({
    step,
    phase,
    post_id: post?.id ?? null,
  }));
  return <Editor communityId={communityId} key={JSON.stringify(steps)} set={steps} />;
}

function Editor({ communityId, set }: { communityId: string; set: ChainStepIn[] }) {
  const { t } = useTranslation();
  const label = useLabels();
  const toast = useToast();
  const queries = useQueryClient();
  const [steps, setSteps] = useState(set);
  const saving = useMutation({
    mutationFn: () => setChain(api, communityId, steps),
    onSuccess: () => {
      toast.done(t("renovations.chain_saved"));
      void queries.invalidateQueries({ queryKey: ["renovations"] });
    },
  });
  const left = STEPS.filter((step) => !steps.some((one) => one.step === step));
  const change = (at: number, part: Partial<ChainStepIn>) =>
    setSteps(steps.map((one, place) => (place === at ? { ...one, ...part } : one)));
  const changed = JSON.stringify(steps) !== JSON.stringify(set);
  return (
    <div className={styles.gate}>
      <p className={page.soft}>{t("renovations.chain_hint")}</p>
      <ol className={styles.steps}>
        {steps.map((one, at) => (
          <Step
            at={at}
            communityId={communityId}
            key={one.step}
            onChange={(part) => change(at, part)}
            onMove={(by) => setSteps(moved(steps, at, by))}
            onRemove={() => setSteps(steps.filter((_, place) => place !== at))}
            of={steps.length}
            shown={one}
          />
        ))}
      </ol>
      {left.length > 0 && (
        <label className={page.field}>
          {t("renovations.chain_add")}
          <select
            onChange={({ target }) =>
              target.value &&
              setSteps([
                ...steps,
                { step: target.value as ChainStepIn["step"], phase: "approve", post_id: null },
              ])
            }
            value=""
          >
            <option value="">{t("renovations.chain_choose")}</option>
            {left.map((step) => (
              <option key={step} value={step}>
                {label("chain_step", step)}
              </option>
            ))}
          </select>
        </label>
      )}
      {!isInOrder(steps) && <p role="alert">{t("renovations.chain_wrong")}</p>}
      {saving.error && <ProblemNotice error={saving.error} />}
      <div className={page.tools}>
        <Button disabled={!changed} onClick={() => setSteps(set)}>
          {t("renovations.chain_undo")}
        </Button>
        <Button
          busy={saving.isPending}
          disabled={!(changed && isInOrder(steps))}
          kind="primary"
          onClick={() => saving.mutate()}
        >
          {t("renovations.save")}
        </Button>
      </div>
    </div>
  );
}

function Step(props: {
  shown: ChainStepIn;
  at: number;
  of: number;
  communityId: string;
  onChange: (part: Partial<ChainStepIn>) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabels();
  const { shown, at, of, onChange, onMove, onRemove } = props;
  const { data: chart } = useQuery(chartOf(api, props.communityId));
  const name = label("chain_step", shown.step);
  return (
    <li className={styles.card}>
      <span className={styles.line}>
        <strong>{`${at + 1}. ${name}`}</strong>
        <span className={`${styles.line} end`}>
          <Button
            aria-label={t("renovations.chain_up", { name })}
            disabled={at === 0}
            icon="arrowUp"
            kind="quiet"
            onClick={() => onMove(-1)}
          />
          <Button
            aria-label={t("renovations.chain_down", { name })}
            disabled={at === of - 1}
            icon="arrowDown"
            kind="quiet"
            onClick={() => onMove(1)}
          />
          <Button
            aria-label={t("renovations.chain_remove", { name })}
            icon="close"
            kind="quiet"
            onClick={onRemove}
          />
        </span>
      </span>
      <span className={styles.line}>
        <label className={page.field}>
          {t("renovations.chain_phase")}
          <select
            onChange={({ target }) => onChange({ phase: target.value as Phase })}
            value={shown.phase}
          >
            {PHASES.map((phase) => (
              <option key={phase} value={phase}>
                {label("chain_phase", phase)}
              </option>
            ))}
          </select>
        </label>
        <label className={page.field}>
          {t("renovations.chain_post")}
          <select
            onChange={({ target }) => onChange({ post_id: target.value || null })}
            value={shown.post_id ?? ""}
          >
            <option value="">{t("renovations.chain_anybody")}</option>
            {chart?.posts.map((post) => (
              <option key={post.id} value={post.id}>
                {post.name}
              </option>
            ))}
          </select>
        </label>
      </span>
    </li>
  );
}
