import type { CaseListQuery } from "@shouwen/api/cases.ts";
import type { CaseRow } from "@shouwen/api/types.ts";
import type { CaseSearch } from "./case-search.ts";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** The view a case was opened out of, as it stood then: acting on a case may take it out of the view. */
    view?: View;
  }
}

export interface View {
  search: CaseSearch;
  query: CaseListQuery;
  ids: string[];
  /** How many cases the pages before hold; unknown when the page was entered by a link. */
  before?: number;
  total?: number;
  /** Where the next page begins, if there is one. */
  cursor: string | null;
}

interface Page {
  data: Pick<CaseRow, "id">[];
  next_cursor?: string | null;
}

/** The view with its next page. A case that moved meanwhile is not shown twice. */
export function grown(view: View, page: Page): View {
  const more = page.data.map(({ id }) => id).filter((id) => !view.ids.includes(id));
  return { ...view, ids: [...view.ids, ...more], cursor: page.next_cursor ?? null };
}

export interface Place {
  previous?: string;
  next?: string;
  /** More cases follow, on a page not read yet. */
  more: boolean;
  /** Counted from one; only where the page is known. */
  position?: number;
}

/** Where a case stands in a view; undefined if it does not. */
export function placeIn(view: View | undefined, id: string): Place | undefined {
  const at = view?.ids.indexOf(id) ?? -1;
  if (!view || at < 0) return undefined;
  const [previous, next] = [view.ids[at - 1], view.ids[at + 1]];
  return {
    ...(previous && { previous }),
    ...(next && { next }),
    more: next === undefined && view.cursor !== null,
    ...(view.before !== undefined && { position: view.before + at + 1 }),
  };
}
