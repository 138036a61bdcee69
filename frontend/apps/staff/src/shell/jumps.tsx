import { useHotkey } from "@shouwen/ui/hotkeys.tsx";
import { type LinkProps, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { VIEWS } from "./navigation.tsx";
import { type ConsoleScreen, letterOf } from "./screens.ts";

/** `g` and a letter lead to each view and screen the reader has. */
export function Jumps({ mayRead, screens }: { mayRead: boolean; screens: ConsoleScreen[] }) {
  const { t } = useTranslation();
  return (
    <>
      {mayRead &&
        VIEWS.map(({ view, key, search }) => (
          <Jump
            key={view}
            keys={`g ${key}`}
            label={t(`shell.view_${view}`)}
            search={search}
            to="/cases"
          />
        ))}
      {screens.map((screen) => {
        const letter = letterOf(screen);
        return (
          letter && (
            <Jump
              key={screen.to}
              keys={`g ${letter}`}
              label={t(`shell.${screen.name}`)}
              to={screen.to}
            />
          )
        );
      })}
    </>
  );
}

interface JumpProps {
  keys: string;
  label: string;
  to: "/cases" | ConsoleScreen["to"];
  search?: LinkProps["search"];
}

function Jump({ keys, label, to, search }: JumpProps) {
  const navigate = useNavigate();
  useHotkey(keys, label, () => void navigate({ to, search: (search ?? {}) as never }));
  return null;
}
