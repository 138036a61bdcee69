// What each screen of the staff console loads, in brotli bytes, against its budget. Counts a screen's own
// chunk and everything it imports, as the browser does. Run after a build.
import { readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { loaded, matching } from "./chunks.mjs";

const KB = 1024;
// The queue is what people open all day. Other screens may bring 60 KB on top of its budget: the forms
// bring antd, which the queue does without.
const QUEUE_KB = 230;
const OTHER_KB = QUEUE_KB + 60;
const LANGUAGE_KB = 30;
const CSS_KB = 30;

const SCREENS = {
  "/cases": [/_console\.tsx/, /cases\.index\.tsx/],
  "/cases, bulk": [/_console\.tsx/, /cases\.index\.tsx/, /bulk-dialog\.tsx/],
  "/cases/$id": [/_console\.tsx/, /cases\.\$id\.tsx/],
  "/cases/$id, acting": [/_console\.tsx/, /cases\.\$id\.tsx/, /act-dialog\.tsx/],
  "/units/$id": [/_console\.tsx/, /units\.\$id\.tsx/],
  "/cases/new": [/_console\.tsx/, /cases\.new\.tsx/],
  "/cases/$id, excusing": [/_console\.tsx/, /cases\.\$id\.tsx/, /excuse-dialog\.tsx/],
  "/residents, adding": [/_console\.tsx/, /residents\.index\.tsx/, /resident-dialog\.tsx/],
  "/residents/$id, merging": [/_console\.tsx/, /residents\.\$id\.tsx/, /merge-dialog\.tsx/],
  "/zones/$id, writing": [/_console\.tsx/, /zones\.\$id\.tsx/, /card-dialog\.tsx/],
  "/board": [/_console\.tsx/, /_console\/board\.tsx/],
  "/contacts": [/_console\.tsx/, /_console\/contacts\.tsx/],
  "/answers": [/_console\.tsx/, /_console\/answers\.tsx/],
  "/answers, writing": [/_console\.tsx/, /_console\/answers\.tsx/, /answer-form\.tsx/],
  "/emergencies": [/_console\.tsx/, /_console\/emergencies\.tsx/],
  "/emergencies, drilling": [/_console\.tsx/, /_console\/emergencies\.tsx/, /drill-dialog\.tsx/],
  "/suggestions": [/_console\.tsx/, /_console\/suggestions\.tsx/],
  "/case-types, editing": [/_console\.tsx/, /_console\/case-types\.tsx/, /type-editor\.tsx/],
  "/sorting": [/_console\.tsx/, /_console\/sorting\.tsx/],
  "/sorting, editing": [/_console\.tsx/, /_console\/sorting\.tsx/, /sorting-dialog\.tsx/],
  "/cases/$id, helping": [
    /_console\.tsx/,
    /cases\.\$id\.tsx/,
    /help-panel\.tsx/,
    /cases\/step-dialog\.tsx/,
  ],
  "/commitments": [/_console\.tsx/, /_console\/commitments\.tsx/],
  "/standards": [/_console\.tsx/, /_console\/standards\.tsx/],
  "/standards, changing": [/_console\.tsx/, /_console\/standards\.tsx/, /override-dialog\.tsx/],
  "/standards, releasing": [/_console\.tsx/, /_console\/standards\.tsx/, /release-dialog\.tsx/],
  "/callbacks": [/_console\.tsx/, /callbacks\.index\.tsx/],
  "/callbacks/$id": [/_console\.tsx/, /callbacks\.\$id\.tsx/],
  "/callbacks/$id, assigning": [
    /_console\.tsx/,
    /callbacks\.\$id\.tsx/,
    /assign-callback-dialog\.tsx/,
  ],
  "/callbacks/draws/$id": [/_console\.tsx/, /callbacks\.draws\.\$id\.tsx/],
  "/field": [/_console\.tsx/, /_console\/field\.tsx/],
  "/late": [/_console\.tsx/, /_console\/late\.tsx/],
  "/macros": [/_console\.tsx/, /_console\/macros\.tsx/],
  "/macros, writing": [/_console\.tsx/, /_console\/macros\.tsx/, /macro-form\.tsx/],
  "/duties, giving": [/_console\.tsx/, /_console\/duties\.tsx/, /give-duty-dialog\.tsx/],
  "/calendar": [/_console\.tsx/, /_console\/calendar\.tsx/],
  "/organisation": [/_console\.tsx/, /_console\/organisation\.index\.tsx/],
  "/organisation, absence": [
    /_console\.tsx/,
    /_console\/organisation\.index\.tsx/,
    /absence-dialog\.tsx/,
  ],
  "/organisation, post": [/_console\.tsx/, /organisation\.index\.tsx/, /post-dialog\.tsx/],
  "/organisation, route": [/_console\.tsx/, /organisation\.index\.tsx/, /\/route-dialog\.tsx/],
  "/organisation, resolving": [/_console\.tsx/, /organisation\.index\.tsx/, /resolve-dialog\.tsx/],
  "/organisation/posts/$id": [/_console\.tsx/, /organisation\.posts\.\$id\.tsx/],
  "/organisation/posts/$id, giving": [
    /_console\.tsx/,
    /organisation\.posts\.\$id\.tsx/,
    /give-dialog\.tsx/,
  ],
  "/organisation/staff": [/_console\.tsx/, /organisation\.staff\.index\.tsx/],
  "/organisation/staff/$id": [/_console\.tsx/, /organisation\.staff\.\$id\.tsx/],
  "/organisation/staff/$id, leaving": [
    /_console\.tsx/,
    /organisation\.staff\.\$id\.tsx/,
    /leave-dialog\.tsx/,
  ],
  "/organisation/staff/$id, appointing": [
    /_console\.tsx/,
    /organisation\.staff\.\$id\.tsx/,
    /staff-rights\.tsx/,
    /organisation\/give-dialog\.tsx/,
  ],
  "/signin": [/routes\/signin\.tsx/],
  "/setup": [/routes\/setup\.tsx/],
};

const dist = fileURLToPath(new URL("../apps/staff/dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8"));

function bytes(file) {
  try {
    return statSync(`${dist}${file}.br`).size;
  } catch {
    return brotliCompressSync(readFileSync(dist + file)).length;
  }
}

const sum = (files, kind) =>
  files.filter((file) => file.endsWith(kind)).reduce((total, file) => total + bytes(file), 0) / KB;

let failed = false;
function line(name, measured, allowed) {
  const over = measured > allowed;
  failed ||= over;
  console.log(
    `${over ? "OVER " : "     "}${name.padEnd(24)}${measured.toFixed(1).padStart(7)} of ${allowed} KB`,
  );
}

for (const [screen, patterns] of Object.entries(SCREENS)) {
  const keys = ["index.html"];
  for (const pattern of patterns) keys.push(...matching(manifest, pattern));
  const files = loaded(manifest, keys);
  line(`${screen} js`, sum(files, ".js"), screen === "/cases" ? QUEUE_KB : OTHER_KB);
  line(`${screen} css`, sum(files, ".css"), CSS_KB);
}
const english = Object.keys(manifest).find((key) => key.endsWith("i18n/src/en.ts"));
if (!english) throw new Error("English is not a chunk of its own");
line("English", bytes(manifest[english].file) / KB, LANGUAGE_KB);
if (failed) process.exit(1);
