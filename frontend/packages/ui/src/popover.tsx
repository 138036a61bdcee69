import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { Button, type ButtonKind } from "./button.tsx";
import { Icon, type IconName } from "./icon.tsx";
import styles from "./popover.module.css";

interface Props {
  label: ReactNode;
  /** Read aloud instead of `label`, when that is only an icon. */
  name?: string;
  icon?: IconName;
  kind?: ButtonKind;
  caret?: boolean;
  align?: "start" | "end";
  side?: "below" | "above";
  className?: string;
  role?: "dialog" | "menu";
  children: (close: () => void) => ReactNode;
}

function useDismiss(box: RefObject<HTMLElement | null>, open: boolean, close: () => void) {
  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent | FocusEvent) => {
      if (!box.current?.contains(event.target as Node)) close();
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
    };
  }, [box, open, close]);
}

/** A button and what it opens beside itself. Escape gives the focus back to the button. */
export function Popover(props: Props) {
  const {
    label,
    name,
    icon,
    kind = "plain",
    caret = true,
    align = "start",
    side = "below",
  } = props;
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const [dismiss] = useState(() => () => setOpen(false));
  useDismiss(box, open, dismiss);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open || event.key !== "Escape") return;
    event.stopPropagation();
    close();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for Escape from within.
    <div className={`${styles.box} ${props.className ?? ""}`} onKeyDown={onKeyDown} ref={box}>
      <Button
        aria-controls={open ? id : undefined}
        aria-expanded={open}
        aria-haspopup={props.role ?? "dialog"}
        aria-label={name}
        icon={icon as IconName}
        kind={kind}
        onClick={() => setOpen(!open)}
        ref={button}
      >
        {label}
        {caret && <Icon name="chevronDown" size={14} />}
      </Button>
      {open && (
        <div className={styles.panel} data-align={align} data-side={side} id={id}>
          {props.children(close)}
        </div>
      )}
    </div>
  );
}
