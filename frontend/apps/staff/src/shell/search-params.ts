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

const listOf = (value: unknown) =>
  (Array.isArray(value) ? value : [value]).filter(Boolean).map(String);

/** The words of an address that its screen did not take: `state=foo`. */
function unreadOf(address: Record<string, unknown>, taken: object): string[] {
  const known = new Map(Object.entries(taken));
  return Object.entries(address).flatMap(([name, asked]) => {
    const some = listOf(known.get(name));
    return listOf(asked).flatMap((one) => (some.includes(one) ? [] : [`${name}=${one}`]));
  });
}

/**
 * What a screen does not understand of its address is not there for it: the router would hand it over as it
 * came, so it is said to be undefined. Its words stay in the address as `unread`, to be told of.
 */
export function understood<Search extends object>(parse: (raw: Record<string, unknown>) => Search) {
  return ({ unread, ...raw }: Record<string, unknown>): Search => {
    const taken = parse(raw);
    const words = [...listOf(unread), ...unreadOf(raw, taken)];
    return {
      ...Object.fromEntries(Object.keys(raw).map((name) => [name, undefined])),
      ...taken,
      ...(words.length > 0 && { unread: words }),
    };
  };
}
