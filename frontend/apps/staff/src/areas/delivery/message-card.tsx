import "@shouwen/i18n/rooms/delivery.zh-CN.ts";
import { acknowledge } from "@shouwen/api/delivery.ts";
import type { MessageItem, MessageRow } from "@shouwen/api/types.ts";
import { fullTime, shortTime } from "@shouwen/core/instant.ts";
import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { problemText } from "../../shell/problem-notice.tsx";
import { Heading, SubjectLink } from "../../shell/promises/subject-link.tsx";
import { useNow } from "../../shell/use-now.ts";
import styles from "./messages.module.css";

// What only gathers is as good as gone; quiet hours last longer.
const GATHERING_MS = 60_000;

/** One message: the things it tells, the latest first, and the word that one has heard. */
export function MessageCard({ row }: { row: MessageRow }) {
  const { t } = useTranslation();
  const now = useNow();
  const more = row.item_count - row.items.length;
  const held =
    row.acknowledged_at === null &&
    new Date(row.leaves_at).getTime() - now.getTime() > GATHERING_MS;
  return (
    <li className={styles.card} data-unheard={row.acknowledged_at === null || undefined}>
      <div className={styles.head}>
        {row.urgent && (
          <Tag tone="red">
            <Icon name="alert" size={13} />
            {t("messages.urgent")}
          </Tag>
        )}
        {held && (
          <Tag tone="neutral">
            <Icon name="clock" size={13} />
            {t("messages.held", { time: shortTime(row.leaves_at, now, currentLanguage()) })}
          </Tag>
        )}
        <time className="figures" dateTime={row.made_at} title={fullTime(row.made_at)}>
          {shortTime(row.made_at, now, currentLanguage())}
        </time>
        <Heard row={row} />
      </div>
      <ul className={styles.items}>
        {row.items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the items of a message have no ids, and only grow in front
          <Item item={item} key={at} />
        ))}
      </ul>
      {more > 0 && <p className={styles.more}>{t("messages.more", { count: more })}</p>}
    </li>
  );
}

function Item({ item }: { item: MessageItem }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <li>
      {item.subject && (
        <span className={styles.about}>
          <SubjectLink subject={item.subject} />{" "}
          <Heading className={styles.soft} shown={{ about: item.about, subject: item.subject }} />
        </span>
      )}
      {item.event === "books_unsound" && <Link to="/ledger/books">{t("shell.ledger")}</Link>}
      <span>
        {item.title && <strong>{item.title} </strong>}
        {label("message_event", item.event)}
        {item.due_at && (
          <span className={styles.soft}> {t("messages.due", { time: fullTime(item.due_at) })}</span>
        )}
        {item.named && (
          <span className={styles.soft}>
            {" "}
            {t("messages.named", { name: item.named.name, way: label("way", item.way) })}
          </span>
        )}
      </span>
    </li>
  );
}

function Heard({ row }: { row: MessageRow }) {
  const { t } = useTranslation();
  const label = useLabels();
  const toast = useToast();
  const queries = useQueryClient();
  const heard = useMutation({
    mutationFn: () => acknowledge(api, row.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["messages"] }),
    onError: (error) => toast.trouble(problemText(error, t)),
  });
  if (row.acknowledged_at && row.acknowledged_by)
    return (
      <span className={styles.heard}>
        <Icon name="check" size={13} />
        {t("messages.heard_at", {
          time: fullTime(row.acknowledged_at),
          by: label("acknowledged_by", row.acknowledged_by),
        })}
      </span>
    );
  return (
    <span className={styles.heard}>
      <Button busy={heard.isPending} icon="check" onClick={() => heard.mutate()}>
        {t("messages.heard")}
      </Button>
    </span>
  );
}
