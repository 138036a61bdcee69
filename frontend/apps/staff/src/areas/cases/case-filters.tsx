import { useLabels } from "@shouwen/i18n/use-labels.ts";
import { Button } from "@shouwen/ui/button.tsx";
import { Menu, MenuChoice } from "@shouwen/ui/menu.tsx";
import { Popover } from "@shouwen/ui/popover.tsx";
import { useTranslation } from "react-i18next";
import styles from "./case-list.module.css";
import {
  type CaseSearch,
  isFiltered,
  KINDS,
  MEASURES,
  SEVERITIES,
  type SearchPart,
  SORTS,
  STATES,
} from "./case-search.ts";
import { FilterMenu } from "./filter-menu.tsx";
import { HeardFilter } from "./heard-filter.tsx";
import { SearchBox } from "./search-box.tsx";

interface Props {
  search: CaseSearch;
  /** Replaces these parts of the filter and goes back to the first page. */
  onNarrow: (part: SearchPart) => void;
  onSearch: (q: string) => void;
  onClear: () => void;
}

export function CaseFilters({ search, onNarrow, onSearch, onClear }: Props) {
  const { t } = useTranslation();
  const label = useLabels();
  return (
    <div className={styles.filters}>
      <SearchBox onSearch={onSearch} q={search.q ?? ""} />
      <FilterMenu
        chosen={search.state ?? []}
        name={(state) => label("state", state)}
        onChange={(state) => onNarrow({ state })}
        title={t("cases.list.state")}
        values={STATES}
      />
      <FilterMenu
        chosen={search.kind ?? []}
        name={(kind) => label("kind", kind)}
        onChange={(kind) => onNarrow({ kind })}
        title={t("cases.list.kind")}
        values={KINDS}
      />
      <FilterMenu
        chosen={search.severity ?? []}
        name={(severity) => label("severity", severity)}
        onChange={(severity) => onNarrow({ severity })}
        title={t("cases.list.severity")}
        values={SEVERITIES}
      />
      <FilterMenu
        chosen={search.measure ?? []}
        name={(measure) => label("measure", measure)}
        onChange={(measure) => onNarrow({ measure })}
        title={t("measures.title")}
        values={MEASURES}
      />
      <HeardFilter
        onChange={(range) =>
          onNarrow({ heard: undefined, from: undefined, until: undefined, ...range })
        }
        range={search}
      />
      {isFiltered(search) && (
        <Button icon="close" kind="quiet" onClick={onClear}>
          {t("cases.list.clear")}
        </Button>
      )}
      <SortMenu onNarrow={onNarrow} search={search} />
    </div>
  );
}

function SortMenu({ search, onNarrow }: Pick<Props, "search" | "onNarrow">) {
  const { t } = useTranslation();
  return (
    <Popover
      align="end"
      caret={false}
      className={styles.sort as string}
      icon="sort"
      kind="quiet"
      label={t(`cases.list.sort_${search.sort ?? "newest"}`)}
      role="menu"
    >
      {(close) => (
        <Menu label={t("cases.list.sort")}>
          {[undefined, ...SORTS].map((sort) => (
            <MenuChoice
              chosen={search.sort === sort}
              key={sort ?? "newest"}
              onSelect={() => {
                onNarrow({ sort });
                close();
              }}
            >
              {t(`cases.list.sort_${sort ?? "newest"}`)}
            </MenuChoice>
          ))}
        </Menu>
      )}
    </Popover>
  );
}
