import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { everywhere } from "./everywhere.zh-CN.ts";
import type { zhCN } from "./zh-CN.ts";

export type Language = "zh-CN" | "en";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof zhCN };
  }
}

const STORED = "shouwen.language";

export function currentLanguage(): Language {
  return i18next.language === "en" ? "en" : "zh-CN";
}

function storedLanguage(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

/** The reader's earlier choice; for who has made none English in an English browser, else Chinese. */
function wantedLanguage(): Language {
  const wanted = storedLanguage() ?? navigator.language;
  return /^en\b/i.test(wanted) ? "en" : "zh-CN";
}

/** Loads the texts, which for English come with the first use, and shows them without a reload. */
async function showLanguage(language: Language): Promise<void> {
  if (language === "en" && !i18next.hasResourceBundle("en", "translation")) {
    const { en } = await import("./en.ts");
    i18next.addResourceBundle("en", "translation", en);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** The reader's choice, kept for the next visit. */
export async function switchLanguage(language: Language): Promise<void> {
  await showLanguage(language);
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // The choice then lasts as long as the page.
  }
}

export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "zh-CN",
    fallbackLng: "zh-CN",
    resources: { "zh-CN": { translation: everywhere } },
    // React escapes already.
    interpolation: { escapeValue: false },
  });
  await showLanguage(wantedLanguage());
  // What is chosen in one tab holds in the others.
  window.addEventListener("storage", ({ key }) => {
    if (key === STORED) void showLanguage(wantedLanguage());
  });
}

/** Tells when the reader has chosen another language; what the server wrote in the old one is outdated. */
export function whenLanguageChanges(listener: () => void): void {
  i18next.on("languageChanged", listener);
}
