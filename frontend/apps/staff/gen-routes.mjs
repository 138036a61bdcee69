// Writes src/routeTree.gen.ts without a build, so that types can be checked first. Reads the same
// options as the build does, so that both write the same tree.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Generator, getConfig } from "@tanstack/router-generator";

const root = fileURLToPath(new URL(".", import.meta.url));
const options = JSON.parse(readFileSync(new URL("router-options.json", import.meta.url), "utf8"));
await new Generator({ config: getConfig(options, root), root }).run();
