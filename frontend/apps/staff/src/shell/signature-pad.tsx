import "@shouwen/i18n/rooms/callbacks.zh-CN.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./signature-pad.module.css";

const WIDTH = 640;
const HEIGHT = 220;
const STROKE = 3;
// Ink on paper whatever the theme: the picture is kept and printed.
const PAPER = "#ffffff";
const INK = "#111111";

/** A box to sign in with a finger, a pen or a mouse; a photo of the signed form will do as well. */
export function SignaturePad(props: {
  /** Whose signature it is, where more than one signs. */
  title?: string;
  missing: boolean;
  /** The signature as a picture; null when it was wiped. */
  onSigned: (file: File | null) => void;
}) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [signed, setSigned] = useState<string | null>(null);
  const take = (file: File | null) => {
    setSigned(file?.name ?? null);
    props.onSigned(file);
  };
  const clear = () => {
    const drawn = canvas.current?.getContext("2d");
    drawn?.clearRect(0, 0, WIDTH, HEIGHT);
    take(null);
  };
  return (
    <fieldset className={styles.signature} data-field="signature">
      <legend>{props.title ?? t("callbacks.signature")}</legend>
      <p className={styles.hint}>{t("callbacks.signature_hint")}</p>
      <canvas
        aria-label={props.title ?? t("callbacks.signature_pad")}
        height={HEIGHT}
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={({ currentTarget }) => void pictureOf(currentTarget).then(take)}
        ref={canvas}
        role="img"
        tabIndex={-1}
        width={WIDTH}
      />
      <div className={styles.tools}>
        <Button onClick={clear}>{t("callbacks.signature_clear")}</Button>
        <PhotoButton
          onPhoto={(file) => {
            clear();
            take(file);
          }}
        />
        {signed && (
          <span role="status">
            <Icon name="check" /> {t("callbacks.signed")}
          </span>
        )}
      </div>
      {props.missing && (
        <span className={styles.missing} role="alert">
          {t("callbacks.signature_needed")}
        </span>
      )}
    </fieldset>
  );
}

function PhotoButton({ onPhoto }: { onPhoto: (file: File) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        accept="image/*"
        aria-label={t("callbacks.signature_file")}
        className="aside"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onPhoto(file);
          target.value = "";
        }}
        ref={input}
        tabIndex={-1}
        type="file"
      />
      <Button icon="upload" onClick={() => input.current?.click()}>
        {t("callbacks.signature_file")}
      </Button>
    </>
  );
}

/** Where the pointer is on the picture, which the page may show smaller than it is. */
function pointOf({ currentTarget, clientX, clientY }: PointerEvent<HTMLCanvasElement>) {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  return [((clientX - left) * WIDTH) / width, ((clientY - top) * HEIGHT) / height] as const;
}

function begin(event: PointerEvent<HTMLCanvasElement>): void {
  const drawn = event.currentTarget.getContext("2d");
  if (!drawn) return;
  event.currentTarget.setPointerCapture(event.pointerId);
  Object.assign(drawn, { lineWidth: STROKE, lineCap: "round", lineJoin: "round" });
  drawn.strokeStyle = INK;
  drawn.beginPath();
  drawn.moveTo(...pointOf(event));
}

function draw(event: PointerEvent<HTMLCanvasElement>): void {
  const isDown = event.buttons > 0;
  const drawn = isDown ? event.currentTarget.getContext("2d") : null;
  drawn?.lineTo(...pointOf(event));
  drawn?.stroke();
}

/** The strokes on white paper, as a PNG file. */
async function pictureOf(canvas: HTMLCanvasElement): Promise<File | null> {
  const paper = document.createElement("canvas");
  [paper.width, paper.height] = [canvas.width, canvas.height];
  const drawn = paper.getContext("2d");
  if (!drawn) return null;
  drawn.fillStyle = PAPER;
  drawn.fillRect(0, 0, paper.width, paper.height);
  drawn.drawImage(canvas, 0, 0);
  const blob = await new Promise<Blob | null>((done) => paper.toBlob(done, "image/png"));
  return blob && new File([blob], "signature.png", { type: "image/png" });
}
