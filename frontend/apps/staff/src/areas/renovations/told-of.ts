interface Named {
  number: string;
  unit: { label: string };
}

/** News of a renovation says which: whoever works on several of them reads it beside another. */
export const toldOf = ({ number, unit }: Named, news: string): string =>
  `${unit.label} ${number} ${news}`;
