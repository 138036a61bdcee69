import { holds, me } from "@shouwen/api/access.ts";
import { searchEverything } from "@shouwen/api/people.ts";
import { Dialog } from "@shouwen/ui/dialog.tsx";
import { Icon, type IconName } from "@shouwen/ui/icon.tsx";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api.ts";
import { useCommunity } from "../community.tsx";
import { VIEWS } from "../navigation.tsx";
import { ProblemNotice } from "../problem-notice.tsx";
import { screensFor } from "../screens.ts";
import { useDebounced } from "../use-debounced.ts";
import { useCommands } from "./commands.tsx";
import { type Entry, fits, targetOf } from "./entries.ts";
import styles from "./palette.module.css";

const PAUSE_MS = 150;
const ICONS: Record<Entry["group"], IconName> = {
  action: "check",
  page: "list",
  case: "inbox",
  unit: "building",
  resident: "person",
};

/** What is done on this screen and where one may go, as far as it fits what was typed. */
function useOwn(typed: string, onClose: () => void): Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: person } = useSuspenseQuery(me(api));
  const actions = useCommands().map(({ label, run }) => ({
    id: `action ${label}`,
    group: "action" as const,
    title: label,
    // After the palette has given the focus back.
    run: () => setTimeout(run),
  }));
  const page = (title: string, go: () => void): Entry => ({
    id: `page ${title}`,
    group: "page",
    title,
    run: go,
  });
  const views = VIEWS.map(({ view, search }) =>
    page(t(`shell.view_${view}`), () => void navigate({ to: "/cases", search: search as never })),
  );
  const screens = screensFor(person).map(({ to, name }) =>
    page(t(`shell.${name}`), () => void navigate({ to })),
  );
  const record = page(t("shell.record_long"), () => void navigate({ to: "/cases/new" }));
  const all = [
    ...actions,
    ...(holds(person, "cases.hear") ? [record] : []),
    ...(holds(person, "cases.read") ? views : []),
    ...screens,
  ];
  return all
    .filter(({ title }) => fits(title, typed))
    .map((entry) => ({
      ...entry,
      run: () => {
        onClose();
        entry.run();
      },
    }));
}

/** People, units and cases as the server finds them. */
function useFound(typed: string, onClose: () => void) {
  const navigate = useNavigate();
  const { id: communityId } = useCommunity();
  const q = useDebounced(typed, PAUSE_MS);
  const found = useQuery(searchEverything(api, communityId, q));
  const entries = (found.data?.data ?? []).flatMap((hit): Entry[] => {
    const target = targetOf(hit);
    if (!target || q !== typed) return [];
    const run = () => {
      onClose();
      void navigate({ to: target.to, params: { id: target.id } });
    };
    const { group, aside } = target;
    return [{ id: `${group} ${hit.id}`, group, title: hit.title, aside, run }];
  });
  return { entries, error: found.error, waiting: typed !== "" && (q !== typed || found.isLoading) };
}

/** One field for everything: what to do here, where to go, whom and what to find. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const q = typed.trim();
  const own = useOwn(q, onClose);
  const found = useFound(q, onClose);
  const entries = [...own, ...found.entries];
  const chosen = entries[Math.min(at, entries.length - 1)];
  const optionId = (entry: Entry | undefined) => entry && `${listId}-${entries.indexOf(entry)}`;

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, its keys are its own.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const count = entries.length;
    const now = Math.min(at, count - 1);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1 }[event.key];
    if (to !== undefined && count > 0) setAt((to + count) % count);
    else if (event.key === "Enter") chosen?.run();
    else return;
    event.preventDefault();
  };

  return (
    <Dialog closeName={t("app.close")} onClose={onClose} title={t("palette.title")} wide>
      <div className={styles.field}>
        <Icon name="search" />
        <input
          aria-activedescendant={optionId(chosen)}
          aria-autocomplete="list"
          aria-controls={listId}
          aria-expanded={entries.length > 0}
          aria-label={t("palette.title")}
          autoComplete="off"
          maxLength={100}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          placeholder={t("palette.hint")}
          role="combobox"
          value={typed}
        />
      </div>
      {found.error && <ProblemNotice error={found.error} />}
      <p className={entries.length > 0 ? "aside" : styles.nothing} role="status">
        {!found.waiting &&
          (entries.length > 0 ? t("palette.count", { count: entries.length }) : t("palette.none"))}
      </p>
      <Options chosen={chosen} entries={entries} id={listId} />
    </Dialog>
  );
}

interface OptionsProps {
  id: string;
  entries: Entry[];
  chosen: Entry | undefined;
}

function Options({ id, entries, chosen }: OptionsProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen)
      list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const groups = [...new Set(entries.map(({ group }) => group))];
  return (
    <div
      aria-label={t("palette.title")}
      className={styles.list}
      hidden={entries.length === 0}
      id={id}
      ref={list}
      role="listbox"
      tabIndex={-1}
    >
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand inside a listbox.
        <div aria-label={t(`palette.group_${group}`)} key={group} role="group">
          <div aria-hidden="true" className={styles.heading}>
            {t(`palette.group_${group}`)}
          </div>
          {entries.map(
            (entry, index) =>
              entry.group === group && (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus.
                <div
                  aria-selected={entry === chosen}
                  className={styles.option}
                  id={`${id}-${index}`}
                  key={entry.id}
                  onClick={entry.run}
                  role="option"
                  tabIndex={-1}
                >
                  <Icon name={ICONS[group]} />
                  <span className={styles.title}>{entry.title}</span>
                  {entry.aside && <span className={styles.quiet}>{entry.aside}</span>}
                </div>
              ),
          )}
        </div>
      ))}
    </div>
  );
}
