import i18next from "i18next";

/**
 * Adds the Chinese texts of one room, which travel with its screens instead of with every screen. A room may
 * be loaded before the language has started.
 */
export function addTexts(texts: object): void {
  const add = () => i18next.addResourceBundle("zh-CN", "translation", texts, true, false);
  if (i18next.isInitialized) add();
  i18next.on("initialized", add);
}
