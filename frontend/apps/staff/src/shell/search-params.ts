// Search parameters as the API writes them: flat text, a repeated name is a list. A view of the queue is
// then a link people can read: /cases?state=heard&state=owned&q=电梯
export type FlatSearch = Record<string, string | string[]>;

export function parseSearch(search: string): FlatSearch {
  const params = new URLSearchParams(search);
  const flat: FlatSearch = {};
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name);
    flat[name] = values.length > 1 ? values : (values[0] ?? "");
  }
  return flat;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== "") params.append(name, String(one));
    }
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}
