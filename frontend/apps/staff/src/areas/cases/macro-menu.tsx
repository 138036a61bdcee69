import "@shouwen/i18n/rooms/macros.zh-CN.ts";
import { macroList, runMacro } from "@shouwen/api/macros.ts";
import type { Macro, MacroResult } from "@shouwen/api/types.ts";
import { randomKey } from "@shouwen/core/random-key.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Dialog, DialogFoot } from "@shouwen/ui/dialog.tsx";
import { Menu, MenuItem } from "@shouwen/ui/menu.tsx";
import { Popover } from "@shouwen/ui/popover.tsx";
import { useToast } from "@shouwen/ui/toast.tsx";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../shell/api.ts";
import { ProblemNotice } from "../../shell/problem-notice.tsx";
import { MacroSteps } from "./macro-steps.tsx";
import panel from "./panel.module.css";

interface Item {
  id: string;
  version: number;
}

interface Props {
  communityId: string | undefined;
  items: Item[];
  onDone: (results: MacroResult[]) => void;
}

/** The macros of a community, to be said to one case or to several. Where there are none, nothing is drawn. */
export default function MacroMenu({ communityId, items, onDone }: Props) {
  const { t } = useTranslation();
  const found = useQuery(macroList(api, communityId));
  const [chosen, setChosen] = useState<Macro>();
  const macros = found.data?.data ?? [];
  if (macros.length === 0) return null;
  return (
    <>
      <Popover label={t("macros.menu")} role="menu">
        {(close) => (
          <Menu label={t("macros.menu")}>
            {macros.map((macro) => (
              <MenuItem
                key={macro.id}
                onSelect={() => {
                  close();
                  setChosen(macro);
                }}
              >
                {macro.name}
              </MenuItem>
            ))}
          </Menu>
        )}
      </Popover>
      {chosen && (
        <Confirm
          items={items}
          macro={chosen}
          onClose={() => setChosen(undefined)}
          onDone={onDone}
        />
      )}
    </>
  );
}

interface ConfirmProps {
  macro: Macro;
  items: Item[];
  onClose: () => void;
  onDone: (results: MacroResult[]) => void;
}

/** What will be said, before it is said. */
function Confirm({ macro, items, onClose, onDone }: ConfirmProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const [key] = useState(randomKey);
  const running = useMutation({
    mutationFn: () =>
      runMacro(
        api,
        key,
        macro.id,
        items.map(({ id, version }) => ({ id, version })),
      ),
    onSuccess: ({ data }) => {
      const done = data.results.filter(({ status }) => status === 200).length;
      if (done > 0) toast.done(t("macros.done", { name: macro.name, count: done }));
      void queries.invalidateQueries({ queryKey: ["cases"] });
      onDone(data.results);
      onClose();
    },
  });
  return (
    <Dialog closeName={t("app.close")} onClose={onClose} title={macro.name}>
      {running.error && <ProblemNotice error={running.error} />}
      <p className={panel.nothing}>{t("macros.confirm", { count: items.length })}</p>
      <MacroSteps macro={macro} />
      <DialogFoot>
        <Button onClick={onClose}>{t("app.cancel")}</Button>
        <Button busy={running.isPending} kind="primary" onClick={() => running.mutate()}>
          {t("macros.run")}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
