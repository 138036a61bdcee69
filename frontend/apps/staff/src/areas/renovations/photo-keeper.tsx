import "@shouwen/i18n/rooms/renovations.zh-CN.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { KeptPhoto } from "../../shell/outbox/field-outbox.ts";
import { smallPhoto } from "../../shell/outbox/small-photo.ts";
import styles from "./renovations.module.css";

/** Photographs taken on the spot and kept on the device until they are sent; takes what a form item gives. */
export function PhotoKeeper(props: {
  label: string;
  value?: KeptPhoto[];
  onChange?: (photos: KeptPhoto[]) => void;
}) {
  const { t } = useTranslation();
  const { label, value = [], onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const take = async (files: File[]) => {
    setBusy(true);
    const taken = await Promise.all(
      files.map(async (file) => ({ photo: await smallPhoto(file), name: file.name })),
    );
    setBusy(false);
    onChange?.([...value, ...taken]);
  };
  return (
    <div className={styles.photos}>
      <input
        accept="image/*"
        aria-label={label}
        className="aside"
        multiple
        onChange={({ target }) => {
          void take([...(target.files ?? [])]).then(() => {
            target.value = "";
          });
        }}
        ref={input}
        tabIndex={-1}
        type="file"
      />
      {value.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: photographs of one name are told apart by their place alone
        <Taken key={at} photo={one} onRemove={() => onChange?.(value.filter((_, i) => i !== at))} />
      ))}
      <Button busy={busy} icon="plus" onClick={() => input.current?.click()}>
        {t("renovations.take_photo")}
      </Button>
    </div>
  );
}

function Taken({ photo: { photo, name }, onRemove }: { photo: KeptPhoto; onRemove: () => void }) {
  const { t } = useTranslation();
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(photo);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  return (
    <span className={styles.photo}>
      {url && <img alt={name} src={url} />}
      <button aria-label={t("renovations.remove_photo", { name })} onClick={onRemove} type="button">
        <Icon name="close" size={14} />
      </button>
    </span>
  );
}
