import { currentLanguage } from "@shouwen/i18n/i18n.ts";
import { AntdScope } from "@shouwen/ui/antd-scope.tsx";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** The ground under every form: antd in the reader's language. */
export function FormScope({ children }: { children: ReactNode }) {
  // Subscribes to the language, so that antd's own words change with ours.
  useTranslation();
  return <AntdScope language={currentLanguage()}>{children}</AntdScope>;
}
