import { me } from "@shouwen/api/access.ts";
import { currentLanguage, type Language, switchLanguage } from "@shouwen/i18n/i18n.ts";
import { type Density, type Theme, useAppearance } from "@shouwen/ui/appearance.tsx";
import { Menu, MenuChoice, MenuGroup, MenuItem } from "@shouwen/ui/menu.tsx";
import { Popover } from "@shouwen/ui/popover.tsx";
import { useMediaQuery } from "@shouwen/ui/use-media-query.ts";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "./api.ts";
import styles from "./console-frame.module.css";
import { useSignOut } from "./use-sign-out.ts";

const LANGUAGES: { value: Language; name: string }[] = [
  { value: "zh-CN", name: "简体中文" },
  { value: "en", name: "English" },
];
const THEMES: Theme[] = ["system", "light", "dark"];
const DENSITIES: Density[] = ["comfortable", "compact"];

export function AccountMenu() {
  const { t } = useTranslation();
  // At the foot of the side bar it opens upwards, in the phone's top bar downwards.
  const side = useMediaQuery("(max-width: 760px)") ? "below" : "above";
  const { data: person } = useSuspenseQuery(me(api));
  const { theme, density, setTheme, setDensity } = useAppearance();
  const leave = useSignOut();
  const { name } = person.person;
  return (
    <Popover
      align={side === "above" ? "start" : "end"}
      className={styles.account as string}
      icon="person"
      kind="quiet"
      label={<span className={styles.ellipsis}>{name}</span>}
      name={t("shell.account", { name })}
      role="menu"
      side={side}
    >
      {() => (
        <Menu label={t("shell.account", { name })}>
          <MenuGroup label={t("shell.language")}>
            {LANGUAGES.map((language) => (
              <MenuChoice
                chosen={currentLanguage() === language.value}
                key={language.value}
                onSelect={() => void switchLanguage(language.value)}
              >
                <span lang={language.value}>{language.name}</span>
              </MenuChoice>
            ))}
          </MenuGroup>
          <MenuGroup label={t("shell.theme")}>
            {THEMES.map((one) => (
              <MenuChoice chosen={theme === one} key={one} onSelect={() => setTheme(one)}>
                {t(`shell.theme_${one}`)}
              </MenuChoice>
            ))}
          </MenuGroup>
          <MenuGroup label={t("shell.density")}>
            {DENSITIES.map((one) => (
              <MenuChoice chosen={density === one} key={one} onSelect={() => setDensity(one)}>
                {t(`shell.density_${one}`)}
              </MenuChoice>
            ))}
          </MenuGroup>
          <MenuItem onSelect={leave}>{t("access.sign_out")}</MenuItem>
        </Menu>
      )}
    </Popover>
  );
}
