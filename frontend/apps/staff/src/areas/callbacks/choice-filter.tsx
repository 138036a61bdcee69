import page from "../../shell/page.module.css";

/** One choice of a few, or any. */
export function ChoiceFilter(props: {
  name: string;
  any: string;
  value: string | undefined;
  options: { value: string; name: string }[];
  onChoose: (value: string | undefined) => void;
}) {
  return (
    <label className={page.field}>
      {props.name}
      <select
        onChange={({ target }) => props.onChoose(target.value || undefined)}
        value={props.value ?? ""}
      >
        <option value="">{props.any}</option>
        {props.options.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
