import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from "react";
import { cssVariables, dark, light } from "./palette.ts";
import { useMediaQuery } from "./use-media-query.ts";

export type Theme = "system" | "light" | "dark";
export type Density = "comfortable" | "compact";

interface Appearance {
  theme: Theme;
  density: Density;
  /** The theme in force, once "system" is resolved. */
  shown: "light" | "dark";
  setTheme: (theme: Theme) => void;
  setDensity: (density: Density) => void;
}

const Context = createContext<Appearance | null>(null);
const STORED = "shouwen.appearance";

function stored(): { theme: Theme; density: Density } {
  try {
    const { theme, density } = JSON.parse(localStorage.getItem(STORED) ?? "{}");
    return {
      theme: theme === "light" || theme === "dark" ? theme : "system",
      density: density === "compact" ? "compact" : "comfortable",
    };
  } catch {
    return { theme: "system", density: "comfortable" };
  }
}

function store(choice: { theme: Theme; density: Density }): void {
  try {
    localStorage.setItem(STORED, JSON.stringify(choice));
  } catch {
    // A browser that keeps nothing still shows the choice for as long as the page lives.
  }
}

export function AppearanceProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(stored);
  const systemIsDark = useMediaQuery("(prefers-color-scheme: dark)");
  const shown = choice.theme === "system" ? (systemIsDark ? "dark" : "light") : choice.theme;

  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset.theme = shown;
    root.dataset.density = choice.density;
    root.style.colorScheme = shown;
    const variables = cssVariables(shown === "dark" ? dark : light);
    for (const [name, value] of Object.entries(variables)) root.style.setProperty(name, value);
  }, [shown, choice.density]);

  // What is chosen in one tab holds in the others.
  useEffect(() => {
    const onStorage = ({ key }: StorageEvent) => {
      if (key === STORED) setChoice(stored());
    };
    window.addEventListener("storage", onStorage);
    return () => window.removeEventListener("storage", onStorage);
  }, []);

  const appearance = useMemo(() => {
    const change = (part: Partial<typeof choice>) => {
      const next = { ...choice, ...part };
      store(next);
      setChoice(next);
    };
    return {
      ...choice,
      shown,
      setTheme: (theme: Theme) => change({ theme }),
      setDensity: (density: Density) => change({ density }),
    } satisfies Appearance;
  }, [choice, shown]);

  return <Context value={appearance}>{children}</Context>;
}

export function useAppearance(): Appearance {
  const appearance = useContext(Context);
  if (!appearance) throw new Error("useAppearance needs an AppearanceProvider above it");
  return appearance;
}
