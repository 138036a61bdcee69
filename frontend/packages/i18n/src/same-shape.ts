/** The same keys all the way down with any text at the ends: a missing translation is a type error. */
export type SameShape<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string ? string : SameShape<Texts[Key]>;
};
