import "@shouwen/i18n/rooms/record.zh-CN.ts";
import { uploadFile } from "@shouwen/api/files.ts";
import type { FileOut } from "@shouwen/api/types.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Icon } from "@shouwen/ui/icon.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { api } from "./api.ts";
import styles from "./file-picker.module.css";
import { problemText } from "./problem-notice.tsx";

export type AddedFile = Pick<FileOut, "id" | "name">;

interface Props {
  label: string;
  value?: AddedFile[];
  onChange?: (files: AddedFile[]) => void;
}

/** Uploads at once, so that saving the form waits for nothing; the form only keeps the ids. */
export function FilePicker({ label, value = [], onChange }: Props) {
  const { t } = useTranslation();
  const toast = useToast();
  const input = useRef<HTMLInputElement>(null);
  // Several uploads may end in any order: each adds to what is there by then.
  const current = useRef(value);
  current.current = value;
  const change = (files: AddedFile[]) => {
    current.current = files;
    onChange?.(files);
  };

  const upload = useMutation({
    mutationFn: async (files: File[]) => {
      for (const file of files) {
        try {
          const { id, name } = await uploadFile(api, randomKey(), file);
          change([...current.current, { id, name }]);
        } catch (error) {
          const what = t("cases.record.upload_failed", { name: file.name });
          toast.trouble(`${what}: ${problemText(error, t)}`);
        }
      }
    },
  });

  return (
    <div className={styles.picker}>
      <input
        aria-label={label}
        className="aside"
        multiple
        onChange={({ target }) => {
          upload.mutate([...(target.files ?? [])]);
          target.value = "";
        }}
        ref={input}
        tabIndex={-1}
        type="file"
      />
      <Button busy={upload.isPending} icon="upload" onClick={() => input.current?.click()}>
        {upload.isPending ? t("cases.record.uploading") : t("cases.record.add_files")}
      </Button>
      <ul className={styles.files}>
        {value.map((file) => (
          <li key={file.id}>
            <Icon name="paperclip" size={14} />
            <span>{file.name}</span>
            <Button
              aria-label={t("cases.record.remove_file", { name: file.name })}
              icon="close"
              kind="quiet"
              onClick={() => change(value.filter((one) => one.id !== file.id))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
