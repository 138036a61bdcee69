// The lock file must install anywhere: it names packages and their digests, never a host to fetch
// them from, and exactly one React may be installed (two make a white page with a green build).
import { readFileSync } from "node:fs";

const lock = readFileSync(new URL("../package-lock.json", import.meta.url), "utf8");
const faults = [];

for (const line of lock.split("\n")) {
  if (/"resolved":\s*"(https?|git|ssh)/.test(line)) faults.push(`names a host: ${line.trim()}`);
}

const packages = JSON.parse(lock).packages;
for (const name of ["react", "react-dom"]) {
  const copies = Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`));
  if (copies.length !== 1) faults.push(`${copies.length} copies of ${name}: ${copies.join(", ")}`);
}
for (const [path, entry] of Object.entries(packages)) {
  const fetched = path.includes("node_modules/") && !entry.link && !entry.inBundle;
  if (fetched && !entry.integrity) faults.push(`no integrity: ${path}`);
}

if (faults.length > 0) {
  console.error(`package-lock.json:\n  ${faults.slice(0, 20).join("\n  ")}`);
  console.error("Run `npm install` with frontend/.npmrc in force; it keeps hosts out of the lock.");
  process.exit(1);
}
console.log(`lock file: ${Object.keys(packages).length} packages, no hosts, one React`);
