import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { scanPass } from "@shouwen/api/renovations.ts";
import type { PassScan } from "@shouwen/api/types.ts";
import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { useCommunity } from "../../shell/community.tsx";
import page from "../../shell/page.module.css";
import { PageTitle } from "../../shell/page-title.tsx";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { RenovationTabs } from "./renovation-tabs.tsx";
import styles from "./renovations.module.css";
import { canReadCodes, readCode } from "./scanner.ts";

/** What the gate says to a worker's pass (PG-03): by the camera where it can read, else by the pasted code. */
export function GatePage({ token }: { token?: string | undefined }) {
  const { t } = useTranslation();
  const { id: communityId } = useCommunity();
  const [code, setCode] = useState(token ?? "");
  const [watching, setWatching] = useState(false);
  const scan = useMutation({
    mutationFn: (text: string) => scanPass(api, communityId ?? "", text.trim()),
  });
  const read = (text: string) => {
    setCode(text);
    setWatching(false);
    if (communityId && text.trim()) scan.mutate(text);
  };
  const first = useRef(token);
  useEffect(() => {
    // A telephone's own camera opens this screen with the code in the address: checked once, at once.
    if (!communityId || !first.current) return;
    scan.mutate(first.current);
    first.current = undefined;
  }, [communityId, scan.mutate]);
  return (
    <div className={page.page}>
      <header className={page.head}>
        <PageTitle>{t("renovations.gate")}</PageTitle>
      </header>
      <RenovationTabs />
      <div className={styles.gate}>
        <p className={page.soft}>
          {t(communityId ? "renovations.gate_hint" : "renovations.gate_choose")}
        </p>
        {canReadCodes() ? (
          <Button disabled={!communityId} onClick={() => setWatching(!watching)}>
            {t(watching ? "renovations.gate_stop" : "renovations.gate_scan")}
          </Button>
        ) : (
          <p className={page.small}>{t("renovations.gate_no_camera")}</p>
        )}
        {watching && <Camera onRead={read} />}
        <form
          className={styles.scan}
          onSubmit={(event) => {
            event.preventDefault();
            read(code);
          }}
        >
          <label className={page.field}>
            {t("renovations.gate_code")}
            <input
              autoComplete="off"
              maxLength={200}
              onChange={({ target }) => setCode(target.value)}
              value={code}
            />
          </label>
          <Button busy={scan.isPending} disabled={!communityId} kind="primary" type="submit">
            {t("renovations.gate_check")}
          </Button>
        </form>
        {scan.error && <ProblemNotice error={scan.error} />}
        <div aria-live="assertive">{scan.data && <Verdict said={scan.data} />}</div>
      </div>
    </div>
  );
}

function Verdict({ said }: { said: PassScan }) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <section className={styles.verdict} data-admitted={said.admitted}>
      <strong>{label("gate_verdict", said.verdict)}</strong>
      {said.worker_name && (
        <p>
          {said.worker_name} · {said.trade} · {said.unit}
        </p>
      )}
      {said.number && (
        <p className={page.small}>
          <span className={page.code}>{said.number}</span>{" "}
          {said.valid_until && t("renovations.valid_until", { day: said.valid_until })}
        </p>
      )}
      {said.photo && <img alt={said.worker_name ?? ""} src={said.photo} />}
    </section>
  );
}

const LOOK_EVERY_MS = 250;

/** Looks through the camera until it reads a code. */
function Camera({ onRead }: { onRead: (text: string) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef(onRead);
  told.current = onRead;
  useEffect(() => {
    let stream: MediaStream | undefined;
    let over = false;
    const look = window.setInterval(async () => {
      const text = video.current && (await readCode(video.current));
      if (text && !over) told.current(text);
    }, LOOK_EVERY_MS);
    void navigator.mediaDevices
      ?.getUserMedia({ video: { facingMode: "environment" } })
      .then((opened) => {
        stream = opened;
        if (over) for (const track of opened.getTracks()) track.stop();
        else if (video.current) video.current.srcObject = opened;
      })
      .catch(() => told.current(""));
    return () => {
      over = true;
      window.clearInterval(look);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);
  return <video autoPlay className={styles.camera} muted playsInline ref={video} />;
}
