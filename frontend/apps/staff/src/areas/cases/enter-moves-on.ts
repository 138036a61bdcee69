import type { KeyboardEvent } from "react";

const FIELDS = "input:not([type=hidden]):not([type=file]), textarea, button[type=submit]";

function isStop(field: HTMLElement): boolean {
  if (field.matches(":disabled") || field.getClientRects().length === 0) return false;
  // Of a group of radio buttons only the chosen one is a stop, as with Tab.
  return !(field instanceof HTMLInputElement && field.type === "radio" && !field.checked);
}

function focusNext(form: HTMLElement, from: HTMLElement): void {
  const stops = [...form.querySelectorAll<HTMLElement>(FIELDS)].filter(isStop);
  stops[stops.indexOf(from) + 1]?.focus();
}

/**
 * Enter goes to the next field, as on a cash register; Ctrl+Enter saves (bound by the form). In longer
 * text Enter stays a new line, on a button it presses. Listens in the capturing phase, before a list
 * box can take Enter for "open".
 */
export function enterMovesOn(event: KeyboardEvent<HTMLElement>): void {
  const field = event.target as HTMLElement;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  const composing = event.nativeEvent.isComposing || event.keyCode === 229;
  if (event.key !== "Enter" || !plain || composing || !(field instanceof HTMLInputElement)) return;

  const form = event.currentTarget;
  if (field.getAttribute("aria-expanded") === "true") {
    // An open list first takes what is marked in it.
    setTimeout(() => focusNext(form, field));
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  focusNext(form, field);
}
