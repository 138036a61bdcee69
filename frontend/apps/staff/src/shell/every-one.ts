/**
 * The values of a type, none forgotten: the compiler asks for each. An address is read before any screen is there,
 * and the words of a room, which have the same keys, come only with its screens.
 */
export function everyOne<Value extends string>(values: Record<Value, true>): Value[] {
  return Object.keys(values) as Value[];
}
