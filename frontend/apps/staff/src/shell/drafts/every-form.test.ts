import { expect, it } from "vitest";

const sources = import.meta.glob<string>("../../**/*.tsx", {
  query: "?raw",
  import: "default",
  eager: true,
});
// Several lines are written here, or by one of these.
const LONG = /TextArea|<IncidentFields|<HandOverFields|kind: "long"/;
// A file that was pasted or picked is at hand again.
const NO_WORDS = /\/statement-dialog\.tsx$/;
// One reason for whatever was chosen in a list: it belongs to no thing.
const OF_A_LIST = /\/bulk-dialog\.tsx$/;

it("keeps a draft in every dialog in which somebody writes more than a line", () => {
  const dialogs = Object.entries(sources).filter(
    ([, text]) => text.includes("<FormDialog") && LONG.test(text),
  );
  const without = dialogs
    .filter(
      ([name, text]) =>
        !/\bdraft=/.test(text) && ![NO_WORDS, OF_A_LIST].some((one) => one.test(name)),
    )
    .map(([name]) => name);
  expect(dialogs.length).toBeGreaterThan(20);
  expect(without).toEqual([]);
});
