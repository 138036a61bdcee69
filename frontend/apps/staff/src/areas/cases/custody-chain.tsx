import { caseCustody } from "@shouwen/api/cases.ts";
import type { CaseOut, CustodyLink } from "@shouwen/api/types.ts";
import { fullTime } from "@shouwen/core/instant.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Skeleton } from "@shouwen/ui/skeleton.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { spanText } from "../../shell/span-text.ts";
import { useNow } from "../../shell/use-now.ts";
import styles from "./custody-chain.module.css";
import { Panel } from "./panel.tsx";

/** Who held the case and for how long, without a gap from the first word to now. */
export function CustodyChain({ shown }: { shown: CaseOut }) {
  const { t } = useTranslation();
  const chain = useQuery(caseCustody(api, shown.id));
  return (
    <Panel hint={t("cases.case.custody_text")} title={t("cases.case.custody")}>
      {chain.isPending && <Skeleton label={t("app.loading")} lines={3} />}
      {chain.isError && <ProblemNotice error={chain.error} />}
      {chain.data && <Links links={chain.data.data} />}
    </Panel>
  );
}

function Links({ links }: { links: CustodyLink[] }) {
  return (
    <>
      <Shares links={links} />
      <ol className={styles.chain}>
        {links.map((link) => (
          <li data-state={link.state} key={link.id}>
            <Gap after={links.find(({ id }) => id === link.predecessor_id)} before={link} />
            {link.started_at ? <Holding link={link} /> : <Offer link={link} />}
          </li>
        ))}
      </ol>
    </>
  );
}

function heldMs(link: CustodyLink, now: Date): number {
  if (!link.started_at) return 0;
  return new Date(link.ended_at ?? now).getTime() - new Date(link.started_at).getTime();
}

/** Each holder's share of the time so far, as one bar. The list below says the same in words. */
function Shares({ links }: { links: CustodyLink[] }) {
  const now = useNow();
  const held = links.filter((link) => link.started_at);
  const total = held.reduce((sum, link) => sum + heldMs(link, now), 0);
  if (held.length < 2 || total <= 0) return null;
  return (
    <div aria-hidden="true" className={styles.shares}>
      {held.map((link) => (
        <span key={link.id} style={{ flexGrow: heldMs(link, now) / total }} />
      ))}
    </div>
  );
}

function Holding({ link }: { link: CustodyLink }) {
  const { t } = useTranslation();
  const label = useLabels();
  const now = useNow();
  const { started_at: from, ended_at: until } = link;
  return (
    <>
      <p className={styles.who}>
        <strong>{link.holder?.name}</strong>
        {link.state === "held" && <Tag tone="teal">{t("cases.case.holding")}</Tag>}
        {link.returned && <Tag tone="amber">{label("measure", "returned")}</Tag>}
        {link.answered_late && <Tag tone="red">{label("measure", "accepted_late")}</Tag>}
      </p>
      <p className={styles.when}>
        {from && (
          <span className="figures">
            {t("cases.case.held", { span: spanText(t, from, until ?? now) })}
          </span>
        )}
        {from && <time dateTime={from}>{fullTime(from)}</time>}
      </p>
    </>
  );
}

/** Time that was nobody's. The house lets none arise; where a record has some, it is not passed over. */
function Gap({ after, before }: { after: CustodyLink | undefined; before: CustodyLink }) {
  const { t } = useTranslation();
  const [from, until] = [after?.ended_at, before.started_at];
  if (!from || !until || from >= until) return null;
  return <Tag tone="red">{t("cases.case.gap", { span: spanText(t, from, until) })}</Tag>;
}

function Offer({ link }: { link: CustodyLink }) {
  const { t } = useTranslation();
  const label = useLabels();
  const tone = link.state === "offered" ? "amber" : "neutral";
  return (
    <p className={styles.when}>
      <span>
        {t("cases.case.offer_line", {
          from: link.offered_by?.name ?? "",
          to: link.to_staff?.name ?? link.to_post?.name ?? "",
        })}
      </span>
      <Tag tone={tone}>{label("link_state", link.state)}</Tag>
      {link.offered_at && <time dateTime={link.offered_at}>{fullTime(link.offered_at)}</time>}
    </p>
  );
}
