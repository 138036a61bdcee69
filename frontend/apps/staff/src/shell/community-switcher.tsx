import { Menu, MenuChoice } from "@shouwen/ui/menu.tsx";
import { Popover } from "@shouwen/ui/popover.tsx";
import { useTranslation } from "react-i18next";
import { useCommunity } from "./community.tsx";
import styles from "./console-frame.module.css";

export function CommunitySwitcher() {
  const { t } = useTranslation();
  const { all, id, choose } = useCommunity();
  const name = all.find((one) => one.id === id)?.name ?? t("shell.all_communities");
  return (
    <Popover
      className={styles.switcher as string}
      icon="building"
      kind="plain"
      label={<span className={styles.ellipsis}>{name}</span>}
      name={`${t("shell.community")}: ${name}`}
      role="menu"
    >
      {(close) => (
        <Menu label={t("shell.community")}>
          {all.length !== 1 && (
            <MenuChoice
              chosen={!id}
              onSelect={() => {
                choose(undefined);
                close();
              }}
            >
              {t("shell.all_communities")}
            </MenuChoice>
          )}
          {all.map((one) => (
            <MenuChoice
              chosen={one.id === id}
              key={one.id}
              onSelect={() => {
                choose(one.id);
                close();
              }}
            >
              {one.name}
            </MenuChoice>
          ))}
        </Menu>
      )}
    </Popover>
  );
}
