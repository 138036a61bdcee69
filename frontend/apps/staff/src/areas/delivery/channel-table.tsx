import "@shouwen/i18n/rooms/delivery.zh-CN.ts";
import { tryChannel } from "@shouwen/api/delivery.ts";
import type { ChannelOut } from "@shouwen/api/types.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { type DataColumn, DataTable } from "@shouwen/ui/data-table.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { Tag } from "@shouwen/ui/tag.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import page from "../../shell/page.module.css";
import { problemText } from "../../shell/problem-notice.tsx";

const ChannelDialog = lazy(() => import("./channel-dialog.tsx"));

/** The channels of a community: what each is used for, whether it is set up, and a try. */
export function ChannelTable({ communityId, rows }: { communityId: string; rows: ChannelOut[] }) {
  const { t } = useTranslation();
  const label = useLabels();
  const [setting, setSetting] = useState<ChannelOut>();
  const columns: DataColumn<ChannelOut>[] = [
    {
      key: "channel",
      title: t("delivery.channel"),
      cell: (row) => label("message_channel", row.channel),
    },
    { key: "state", title: t("delivery.state"), cell: (row) => <Ready row={row} /> },
    { key: "takes", title: t("delivery.takes"), cell: (row) => label("takes", row.takes) },
    {
      key: "do",
      title: t("delivery.set"),
      cell: (row) => (
        <span className={page.row}>
          <Button
            aria-label={t("delivery.set_of", { channel: label("message_channel", row.channel) })}
            onClick={() => setSetting(row)}
          >
            {t("delivery.set")}
          </Button>
          {row.is_ready && <Try communityId={communityId} row={row} />}
        </span>
      ),
    },
  ];
  return (
    <>
      <DataTable
        columns={columns}
        idOf={(row) => row.channel}
        label={t("delivery.channels")}
        rows={rows}
      />
      {setting && (
        <Suspense>
          <ChannelDialog
            communityId={communityId}
            onClose={() => setSetting(undefined)}
            row={setting}
          />
        </Suspense>
      )}
    </>
  );
}

function Ready({ row }: { row: ChannelOut }) {
  const { t } = useTranslation();
  return (
    <span className={page.row}>
      <Tag tone={row.is_ready ? "green" : "neutral"}>
        <Icon name={row.is_ready ? "check" : "close"} size={13} />
        {t(row.is_ready ? "delivery.ready" : "delivery.not_ready")}
      </Tag>
      {row.url_ends && <span className={page.code}>…{row.url_ends}</span>}
    </span>
  );
}

function Try({ communityId, row }: { communityId: string; row: ChannelOut }) {
  const { t } = useTranslation();
  const label = useLabels();
  const toast = useToast();
  const queries = useQueryClient();
  const trying = useMutation({
    mutationFn: () => tryChannel(api, randomKey(), communityId, row.channel),
    onSuccess: () => {
      toast.done(t("delivery.tried"));
      void queries.invalidateQueries({ queryKey: ["delivery", "sendings"] });
    },
    onError: (error) => toast.trouble(problemText(error, t)),
  });
  return (
    <Button
      aria-label={t("delivery.try_of", { channel: label("message_channel", row.channel) })}
      busy={trying.isPending}
      kind="quiet"
      onClick={() => trying.mutate()}
    >
      {t("delivery.try")}
    </Button>
  );
}
