// One arrow: routes -> areas -> shell -> packages. An area never imports another area, packages never
// import an app, and core knows no React. What two areas need belongs into a package or the shell.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const IMPORT = /(?:from|import)\s*\(?\s*["']([^"']+)["']/g;

function sources(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((entry) => join(folder, String(entry)))
    .filter((path) => /\.tsx?$/.test(path) && !path.includes("node_modules"));
}

function layer(path) {
  const area = path.match(/^apps\/(\w+)\/src\/areas\/(\w+)\//);
  if (area) return { kind: "area", name: `${area[1]}/${area[2]}` };
  if (/^apps\/\w+\/src\/shell\//.test(path)) return { kind: "shell" };
  if (/^apps\//.test(path)) return { kind: "app" };
  return { kind: "package", name: path.split("/")[1] };
}

const MAY_IMPORT = {
  app: ["app", "area", "shell", "package"],
  area: ["area", "shell", "package"],
  shell: ["shell", "package"],
  package: ["package"],
};

function fault(from, target) {
  if (!target.startsWith(".")) {
    const core = layer(from).name === "core" && layer(from).kind === "package";
    return core && /^(react|antd|@tanstack)/.test(target) ? "core has no React" : null;
  }
  const to = relative(root, resolve(root, dirname(from), target));
  // The contract lies above all of them.
  if (to === "openapi.json") return null;
  const [here, there] = [layer(from), layer(to)];
  if (!MAY_IMPORT[here.kind].includes(there.kind)) return `${here.kind} imports ${there.kind}`;
  const leaves = here.kind === there.kind && here.name !== there.name;
  if (leaves && here.kind === "area") return "an area imports another area";
  return leaves ? "a package reaches into another by path" : null;
}

const files = [...sources("apps/staff/src"), ...sources("packages")];
const faults = files.flatMap((path) => {
  const text = readFileSync(join(root, path), "utf8");
  return [...text.matchAll(IMPORT)]
    .map(([, target]) => ({ target, why: fault(path, target) }))
    .filter(({ why }) => why)
    .map(({ target, why }) => `${path}: ${target} (${why})`);
});

if (faults.length > 0) {
  console.error(`imports against the arrow:\n  ${faults.join("\n  ")}`);
  process.exit(1);
}
console.log(`imports: ${files.length} files keep the direction`);
