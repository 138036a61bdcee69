import { ConfigProvider, theme } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import type { ReactNode } from "react";
import { useAppearance } from "./appearance.tsx";
import { dark, light } from "./palette.ts";

/** The page's nonce; the server puts a new one into each index.html. */
function pageNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]");
  return meta?.content ?? "";
}

const nonce = pageNonce();

/**
 * antd's ground: our colours, the reader's language, the page's nonce. It wraps forms only, so antd is
 * loaded with the first form and weighs on no list.
 */
export function AntdScope({ language, children }: { language: string; children: ReactNode }) {
  const { shown, density } = useAppearance();
  const palette = shown === "dark" ? dark : light;
  const compact = density === "compact";
  return (
    <ConfigProvider
      csp={{ nonce }}
      // Inside a <dialog> everything else is inert and below: what opens must open within it.
      getPopupContainer={(trigger) => trigger?.closest("dialog") ?? document.body}
      locale={language === "en" ? enUS : zhCN}
      theme={{
        cssVar: { key: "antd" },
        hashed: false,
        algorithm: shown === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
        components: { Form: { itemMarginBottom: 14 } },
        token: {
          colorPrimary: palette.primary,
          colorLink: palette.primary,
          colorInfo: palette.primary,
          colorError: palette.tones.red.text,
          colorErrorText: palette.tones.red.text,
          colorWarning: palette.tones.amber.text,
          colorSuccess: palette.tones.green.text,
          colorText: palette.ink,
          colorTextSecondary: palette.soft,
          colorTextTertiary: palette.faint,
          colorTextDescription: palette.soft,
          colorTextPlaceholder: palette.faint,
          colorBorder: palette.control,
          colorBgContainer: palette.surface,
          colorBgElevated: palette.surface,
          borderRadius: 6,
          controlHeight: compact ? 30 : 34,
          fontSize: compact ? 13 : 14,
          fontFamily: "var(--font)",
          motion: false,
        },
      }}
    >
      {children}
    </ConfigProvider>
  );
}
