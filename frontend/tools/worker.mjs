// Writes the service worker of a build: apps/staff/worker/worker.js with the files it keeps. Usage, after a
// build and before the compression: node tools/worker.mjs <dist>
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { loaded, matching } from "./chunks.mjs";

// What is used where there may be no network: the page for phones, and the case behind each of its cards.
const SCREENS = [/_console\.tsx/, /_console\/field\.tsx/, /cases\.\$id\.tsx/];
const BESIDE = [/outbox-sign\.tsx/, /last-seen\.ts/, /i18n\/src\/en\.ts/];
// The start knows the way to every screen; that is no reason to keep them all.
const OF_ALL_SCREENS = /^index\.html$|^_routes-/;

const dist = process.argv[2];
if (!dist) throw new Error("usage: node tools/worker.mjs <dist>");
const manifest = JSON.parse(readFileSync(`${dist}/.vite/manifest.json`, "utf8"));
const keys = ["index.html", ...[...SCREENS, ...BESIDE].flatMap((one) => matching(manifest, one))];
const files = loaded(manifest, keys, (key) => !OF_ALL_SCREENS.test(key)).sort();
const source = readFileSync(new URL("../apps/staff/worker/worker.js", import.meta.url), "utf8");
const release = createHash("sha256").update(JSON.stringify(files)).update(source).digest("hex");
const filled = source
  .replace("__RELEASE__", release.slice(0, 16))
  .replace("__ENTRY__", manifest["index.html"].file)
  .replace('"__FILES__"', files.map((file) => JSON.stringify(`/${file}`)).join(","));
writeFileSync(`${dist}/worker.js`, filled);
console.log(`worker: keeps ${files.length} files`);
