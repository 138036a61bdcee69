import page from "./page.module.css";
import { useTyped } from "./use-typed.ts";

const LONGEST = 100;

/** The words by which a list is narrowed. */
export function SearchField(props: {
  label: string;
  hint?: string;
  q: string | undefined;
  onSearch: (q: string) => void;
}) {
  const { label, hint, q = "", onSearch } = props;
  const { field } = useTyped(q, onSearch);
  return (
    <label className={page.field}>
      {label}
      <input {...field} maxLength={LONGEST} placeholder={hint} type="search" />
    </label>
  );
}
