/**
 * The only place with colours. Ink on paper, teal for what can be acted on, cinnabar for the mark and
 * for danger. Every text colour keeps 4.5:1 on the grounds it is used on (checked in palette.test.ts).
 */
export const TONES = ["neutral", "blue", "teal", "amber", "red", "green", "violet"] as const;
export type Tone = (typeof TONES)[number];

export interface Palette {
  canvas: string;
  surface: string;
  sunken: string;
  hover: string;
  line: string;
  control: string;
  ink: string;
  soft: string;
  faint: string;
  primary: string;
  primaryHover: string;
  onPrimary: string;
  primarySoft: string;
  seal: string;
  shade: string;
  tones: Record<Tone, { text: string; ground: string }>;
}

export const light: Palette = {
  canvas: "#f5f4f0",
  surface: "#ffffff",
  sunken: "#eeece6",
  hover: "#f7f6f2",
  line: "#e0ddd4",
  control: "#8c887d",
  ink: "#1b2224",
  soft: "#4d565a",
  faint: "#60686c",
  primary: "#0f5e59",
  primaryHover: "#0a4844",
  onPrimary: "#ffffff",
  primarySoft: "#e2f0ed",
  seal: "#b23a2e",
  shade: "rgb(27 34 36 / 0.45)",
  tones: {
    neutral: { text: "#475054", ground: "#edebe5" },
    blue: { text: "#1c5186", ground: "#e4eef8" },
    teal: { text: "#0f5e59", ground: "#dff0ec" },
    amber: { text: "#744600", ground: "#fbefd6" },
    red: { text: "#9c2118", ground: "#fbe7e4" },
    green: { text: "#21602a", ground: "#e4f2e3" },
    violet: { text: "#563a90", ground: "#eee8f8" },
  },
};

export const dark: Palette = {
  canvas: "#121618",
  surface: "#1a1f21",
  sunken: "#0e1113",
  hover: "#20272a",
  line: "#2d3538",
  control: "#6f7a7e",
  ink: "#e6eaea",
  soft: "#b2bcbf",
  faint: "#97a2a6",
  primary: "#63c3b7",
  primaryHover: "#84d6cb",
  onPrimary: "#06211e",
  primarySoft: "#17322f",
  seal: "#e2776b",
  shade: "rgb(0 0 0 / 0.6)",
  tones: {
    neutral: { text: "#c2c9cb", ground: "#2a3134" },
    blue: { text: "#a3caf3", ground: "#1b2d40" },
    teal: { text: "#82d5ca", ground: "#17322f" },
    amber: { text: "#efc680", ground: "#3a2d14" },
    red: { text: "#f7aaa2", ground: "#45221f" },
    green: { text: "#a2d8a3", ground: "#1e3621" },
    violet: { text: "#cbb8f4", ground: "#2f2646" },
  },
};

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The palette as CSS custom properties: `--ink`, `--primary-soft`, `--red-text`, `--red-ground`. */
export function cssVariables(palette: Palette): Record<string, string> {
  const { tones, ...plain } = palette;
  const variables = Object.entries(plain).map(([name, value]) => [`--${kebab(name)}`, value]);
  for (const tone of TONES) {
    variables.push([`--${tone}-text`, tones[tone].text], [`--${tone}-ground`, tones[tone].ground]);
  }
  return Object.fromEntries(variables);
}
