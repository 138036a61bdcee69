import { afterEach, expect, it, vi } from "vitest";
import { currentLanguage, startLanguage, switchLanguage } from "./i18n.ts";

const STORED = "shouwen.language";

afterEach(() => {
  vi.restoreAllMocks();
});

async function startedIn(browser: string): Promise<string> {
  vi.spyOn(navigator, "language", "get").mockReturnValue(browser);
  await startLanguage();
  return currentLanguage();
}

it.each([
  ["en", "en"],
  ["en-GB", "en"],
  ["zh-CN", "zh-CN"],
  ["fr", "zh-CN"],
])("begins in a browser that speaks %s in %s", async (browser, language) => {
  expect(await startedIn(browser)).toBe(language);
  expect(localStorage.getItem(STORED)).toBeNull();
});

it("stays with what was chosen", async () => {
  await switchLanguage("zh-CN");
  expect(await startedIn("en")).toBe("zh-CN");
  await switchLanguage("en");
  expect(await startedIn("zh-CN")).toBe("en");
});
