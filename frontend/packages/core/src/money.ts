const FEN = 100;

/** `1234.50` of whole fen; what people read of money. */
export function yuan(fen: number): string {
  const whole = Math.abs(fen);
  const rest = String(whole % FEN).padStart(2, "0");
  return `${fen < 0 ? "-" : ""}${Math.floor(whole / FEN)}.${rest}`;
}

/** Whole fen of what was typed as yuan with up to two decimals; nothing where it is no such amount. */
export function toFen(typed: string): number | undefined {
  const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(typed.trim());
  if (!parts) return undefined;
  return Number(parts[1]) * FEN + Number((parts[2] ?? "").padEnd(2, "0"));
}
