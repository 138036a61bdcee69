import { Select } from "antd";
import type { Picked } from "./record-values.ts";

interface Props {
  id?: string;
  value?: Picked;
  onChange?: (chosen: Picked | undefined) => void;
  options: Picked[];
  onSearch: (text: string) => void;
  placeholder: string;
  loading: boolean;
  /** Said when the search found nothing. */
  nothing?: string;
}

/** A list box the server searches. Keeps the label with the id, so that a draft reads as it was written. */
export function SearchSelect({ value, onChange, onSearch, nothing, id, ...rest }: Props) {
  return (
    <Select
      {...rest}
      {...(id ? { id } : {})}
      {...(value ? { value } : {})}
      allowClear
      labelInValue
      notFoundContent={nothing ?? null}
      onChange={(chosen: Picked | undefined) =>
        onChange?.(chosen && { value: chosen.value, label: String(chosen.label) })
      }
      showSearch={{ filterOption: false, onSearch }}
    />
  );
}
