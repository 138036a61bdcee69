import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import i18next from "i18next";
import { expect, it } from "vitest";
import { everywhere } from "./everywhere.zh-CN.ts";
import { startLanguage } from "./i18n.ts";
import { zhCN } from "./zh-CN.ts";

type Texts = Readonly<Record<string, object>> & {
  readonly labels?: object;
  readonly cases?: object;
};

const ROOMS = readdirSync(join(import.meta.dirname, "rooms"));
const SOURCES = ["../../../apps/staff/src", "../../ui/src", "../../core/src"].flatMap((folder) =>
  readdirSync(join(import.meta.dirname, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.test|\.gen)\.tsx?$/.test(file))
    .map((file) => ({
      file,
      source: readFileSync(join(import.meta.dirname, folder, file), "utf8"),
    })),
);

const textsOf = async (room: string): Promise<Texts> =>
  (await import(`./rooms/${room.replace(/\.ts$/, "")}.ts`)).texts;

/** The keys whose texts one room brings: whole branches, below "cases" the branches of it. */
const branches = ({ labels: _, cases = {}, ...own }: Texts): string[] => [
  ...Object.keys(own),
  ...Object.keys(cases).map((part) => `cases.${part}`),
];

/** Whether the source names a text of the branch; permissions are written alike and are no texts. */
function names(source: string, branch: string): boolean {
  const known = branch.split(".").reduce<object>((tree, key) => tree[key as never], zhCN);
  const plural = (key: string) => [key, `${key}_one`, `${key}_other`];
  return [...source.matchAll(new RegExp(`["\`]${branch}\\.(\\w*)(\\$\\{)?`, "g"))].some(
    ([, key = "", dynamic]) => dynamic !== undefined || plural(key).some((each) => each in known),
  );
}

it.each(ROOMS)("the texts of %s are used only where they are imported", async (room) => {
  const texts = await textsOf(room);
  const families = Object.keys(texts.labels ?? {});
  const users = SOURCES.filter(
    ({ source }) =>
      branches(texts).some((branch) => names(source, branch)) ||
      (/labels?\b/i.test(source) && families.some((family) => source.includes(`"${family}"`))),
  );
  expect(users.length).toBeGreaterThan(0);
  const without = users.filter(({ source }) => !source.includes(`@shouwen/i18n/rooms/${room}"`));
  expect(without.map(({ file }) => file)).toEqual([]);
});

it("never loads the texts of all rooms at once", () => {
  const all = /import (?!type)[^;]*i18n\/zh-CN\.ts/;
  expect(SOURCES.filter(({ source }) => all.test(source)).map(({ file }) => file)).toEqual([]);
});

it("has each text in one place", async () => {
  const rooms = await Promise.all(ROOMS.map(textsOf));
  const found = [everywhere as Texts, ...rooms].flatMap((texts) => [
    ...Object.keys(texts).filter((key) => key !== "labels" && key !== "cases"),
    ...Object.keys(texts.cases ?? {}).map((part) => `cases.${part}`),
    ...Object.keys(texts.labels ?? {}).map((family) => `labels.${family}`),
  ]);
  expect(found.filter((key, at) => found.indexOf(key) !== at)).toEqual([]);
});

it("adds what was loaded before the language started", async () => {
  await startLanguage();
  expect(i18next.getResourceBundle("zh-CN", "translation")).toEqual(zhCN);
});
