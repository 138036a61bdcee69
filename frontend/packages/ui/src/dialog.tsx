import { type ReactNode, useEffect, useId, useRef } from "react";
import { createPortal } from "react-dom";
import { Button } from "./button.tsx";
import styles from "./dialog.module.css";

const FIRST_FIELD = "input:not([type=radio], [type=file]), input:checked, textarea";

interface Props {
  title: string;
  closeName: string;
  onClose: () => void;
  wide?: boolean;
  /** Only to be read: then the text itself takes the focus, so that keys can scroll it. */
  readOnly?: boolean;
  children: ReactNode;
}

/**
 * A modal on the browser's own <dialog>: it makes the rest inert, keeps the focus and gives it back.
 * Mounted means open. It hangs below the body, so that no style of the page it was opened from reaches in.
 */
export function Dialog({ title, closeName, onClose, wide, readOnly, children }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    // The browser would begin at the close button; people come to fill in.
    dialog?.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  return createPortal(
    <dialog
      aria-labelledby={titleId}
      className={styles.dialog}
      data-wide={wide || undefined}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      ref={box}
    >
      <header className={styles.head}>
        <h2 id={titleId}>{title}</h2>
        <Button aria-label={closeName} icon="close" kind="quiet" onClick={onClose} />
      </header>
      <div className={styles.body} tabIndex={readOnly ? 0 : undefined}>
        {children}
      </div>
    </dialog>,
    document.body,
  );
}

/** The row of buttons that ends a dialog's form. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return <footer className={styles.foot}>{children}</footer>;
}
