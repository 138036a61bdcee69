import { beginExport, type ExportIn } from "@shouwen/api/exports.ts";
import { fileUrl } from "@shouwen/api/files.ts";
import { isOver, operation } from "@shouwen/api/imports.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { Button, buttonClass } from "@shouwen/ui/button.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "./api.ts";
import { problemText } from "./problem-notice.tsx";

const LOOK_MS = 1000;

/** Rows given out as a spreadsheet: asked for, made in the background, then a link to fetch it by. */
export function ExportButton({
  communityId,
  type,
}: {
  communityId: string;
  type: ExportIn["type"];
}) {
  const { t } = useTranslation();
  const toast = useToast();
  const [asked, setAsked] = useState<string>();
  const begin = useMutation({
    mutationFn: () =>
      beginExport(api, randomKey(), { community_id: communityId, type, format: "xlsx" }),
    onSuccess: (begun) => setAsked(begun.data.id),
    onError: (error) => toast.trouble(problemText(error, t)),
  });
  const { data: now } = useQuery({
    ...operation(api, asked ?? ""),
    enabled: asked !== undefined,
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : LOOK_MS),
  });
  if (now?.state === "done" && now.file_id)
    return (
      <a className={buttonClass()} download href={fileUrl(now.file_id)}>
        {t("app.export_ready", { rows: now.written })}
      </a>
    );
  const busy = begin.isPending || (asked !== undefined && !(now && isOver(now)));
  return (
    <>
      <Button busy={busy} onClick={() => begin.mutate()}>
        {t("app.export")}
      </Button>
      {now && isOver(now) && now.state !== "done" && <span role="alert">{now.message}</span>}
    </>
  );
}
