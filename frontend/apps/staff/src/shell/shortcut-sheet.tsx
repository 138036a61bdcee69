import { Dialog } from "@shouwen/ui/dialog.tsx";
import { useHotkeyList } from "@shouwen/ui/hotkeys.tsx";
import { Keycaps } from "@shouwen/ui/keycaps.tsx";
import { useTranslation } from "react-i18next";
import styles from "./shortcut-sheet.module.css";

interface Line {
  keys: string[];
  label: string;
}

function Lines({ title, lines }: { title?: string; lines: Line[] }) {
  return (
    <section>
      {title && <h3 className={styles.title}>{title}</h3>}
      <dl className={styles.lines}>
        {lines.map(({ keys, label }) => (
          <div key={keys.join()}>
            <dt>{label}</dt>
            <dd>
              {keys.map((one) => (
                <Keycaps key={one} keys={one} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What can be done by keyboard here and now: the list is drawn from the bindings in force. */
export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const here = useHotkeyList().map(({ keys, label }) => ({ keys: [keys], label }));
  return (
    <Dialog closeName={t("app.close")} onClose={onClose} title={t("shell.shortcuts")} readOnly wide>
      <div className={styles.sheet}>
        <Lines lines={here} />
        <div className={styles.column}>
          <Lines
            lines={[
              { keys: ["↑", "↓"], label: t("shell.key_move") },
              { keys: ["Enter"], label: t("shell.key_open") },
              { keys: ["Space"], label: t("shell.key_peek") },
              { keys: ["x"], label: t("shell.key_select") },
              { keys: ["Home", "End"], label: t("shell.key_ends") },
            ]}
            title={t("shell.in_table")}
          />
          <Lines
            lines={[
              { keys: ["Enter"], label: t("shell.key_next") },
              { keys: ["Ctrl+Enter"], label: t("shell.key_save") },
            ]}
            title={t("shell.in_form")}
          />
        </div>
      </div>
      <p className={styles.text}>{t("shell.shortcuts_text")}</p>
    </Dialog>
  );
}
