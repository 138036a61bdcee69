import { describe, expect, it } from "vitest";
import { dark, light, type Palette, TONES } from "./palette.ts";

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function pairs(palette: Palette): [string, string, string][] {
  const grounds = ["canvas", "surface", "sunken", "hover", "primarySoft"] as const;
  const texts = ["ink", "soft", "faint", "primary"] as const;
  return [
    ...grounds.flatMap((ground) =>
      texts.map((text): [string, string, string] => [
        `${text} on ${ground}`,
        palette[text],
        palette[ground],
      ]),
    ),
    ["onPrimary on primary", palette.onPrimary, palette.primary],
    ["onPrimary on primaryHover", palette.onPrimary, palette.primaryHover],
    ["seal on canvas", palette.seal, palette.canvas],
    ...TONES.map((tone): [string, string, string] => [
      tone,
      palette.tones[tone].text,
      palette.tones[tone].ground,
    ]),
  ];
}

describe.each([
  ["light", light],
  ["dark", dark],
])("%s", (_name, palette) => {
  it.each(pairs(palette))("%s is readable (4.5:1)", (_pair, text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it("shows the edge of a control (3:1)", () => {
    expect(contrast(palette.control, palette.surface)).toBeGreaterThanOrEqual(3);
  });
});
