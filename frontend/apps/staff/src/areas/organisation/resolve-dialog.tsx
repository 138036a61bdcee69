import "@shouwen/i18n/rooms/organisation.zh-CN.ts";
import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { resolveRoute } from "@shouwen/api/organisation.ts";
import { zoneList } from "@shouwen/api/places.ts";
import type { ResolvedOut } from "@shouwen/api/types.ts";
import { labels } from "@shouwen/i18n/labels.zh-CN.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Dialog } from "@shouwen/ui/dialog.tsx";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { StaffLink } from "./links.tsx";
import styles from "./organisation.module.css";
import { useRouteWords } from "./route-words.ts";

const LINES = 3;

interface Asked {
  kind: string;
  category?: string;
  complaint_class?: string;
  zone_id?: string;
}

/** Who would get a matter that came in now, and why it would be this person. */
export default function ResolveDialog(props: { communityId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked>({ kind: "repair" });
  const found = useQuery(resolveRoute(api, { community_id: props.communityId, ...asked }));
  return (
    <Dialog
      closeName={t("app.close")}
      onClose={props.onClose}
      title={t("organisation.resolve")}
      wide
    >
      <Questions asked={asked} communityId={props.communityId} onAsk={setAsked} />
      <div aria-live="polite" className={styles.resolved}>
        {found.isPending && <Skeleton label={t("app.loading")} lines={LINES} />}
        {found.isError && <ProblemNotice error={found.error} />}
        {found.data && <Resolved found={found.data} />}
      </div>
    </Dialog>
  );
}

function Questions(props: { asked: Asked; communityId: string; onAsk: (asked: Asked) => void }) {
  const { t } = useTranslation();
  const label = useLabels();
  const { asked, onAsk } = props;
  const zones = useQuery(zoneList(api, props.communityId)).data?.data ?? [];
  const ask = (part: { [Name in keyof Asked]?: string }) => {
    const { kind, category, complaint_class, zone_id } = { ...asked, ...part };
    onAsk({
      kind,
      ...(category && { category }),
      ...(kind === "complaint" && complaint_class && { complaint_class }),
      ...(zone_id && { zone_id }),
    });
  };
  const named = (family: "kind" | "category" | "complaint_class") =>
    Object.keys(labels[family]).map((id) => ({ id, name: label(family, id) }));
  return (
    <div className={styles.questions}>
      <Choice
        label={t("cases.list.kind")}
        onChange={(kind) => ask({ kind })}
        options={named("kind")}
        value={asked.kind}
      />
      {asked.kind === "complaint" && (
        <Choice
          label={t("cases.record.complaint_class")}
          onChange={(complaint_class) => ask({ complaint_class })}
          options={named("complaint_class")}
          value={asked.complaint_class ?? ""}
        >
          <option value="">{t("organisation.any")}</option>
        </Choice>
      )}
      <Choice
        label={t("cases.record.category")}
        onChange={(category) => ask({ category })}
        options={named("category")}
        value={asked.category ?? ""}
      >
        <option value="">{t("organisation.any")}</option>
      </Choice>
      {zones.length > 0 && (
        <Choice
          label={t("organisation.zone")}
          onChange={(zone_id) => ask({ zone_id })}
          options={zones}
          value={asked.zone_id ?? ""}
        >
          <option value="">{t("organisation.any")}</option>
        </Choice>
      )}
    </div>
  );
}

function Choice(props: {
  label: string;
  value: string;
  options: { id: string; name: string }[];
  onChange: (value: string) => void;
  children?: ReactNode;
}) {
  return (
    <label className={page.field}>
      {props.label}
      <select onChange={({ target }) => props.onChange(target.value)} value={props.value}>
        {props.children}
        {props.options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function Resolved({ found }: { found: ResolvedOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const words = useRouteWords();
  return (
    <>
      <p className={styles.answer}>
        <StaffLink staff={found.staff} />
        {found.way !== "named" && <Tag tone="amber">{label("way", found.way)}</Tag>}
      </p>
      <p className={page.hint}>
        {found.route
          ? t("organisation.by_route", { what: words(found.route), post: found.route.post.name })
          : t("organisation.by_reception", { post: found.post?.name ?? t("organisation.none") })}
      </p>
      <ol className={styles.steps}>
        {found.steps.map(({ way, post, staff, outcome }) => (
          <li className={page.row} key={`${way} ${post?.id} ${staff?.id}`}>
            <span>{[post?.name, staff?.name].filter(Boolean).join(" · ")}</span>
            {way !== "named" && <span className={page.small}>{label("way", way)}</span>}
            <Tag tone={outcome === "answers" ? "green" : "amber"}>
              {label("step_outcome", outcome)}
            </Tag>
          </li>
        ))}
      </ol>
    </>
  );
}
