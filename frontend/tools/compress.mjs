// Writes .br and .gz beside every compressible file of a build, so that the server only has to send
// them. Usage: node tools/compress.mjs <dist>
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const COMPRESSIBLE = /\.(js|css|svg|json|txt|webmanifest)$/;
// Below one packet compression saves nothing.
const WORTH_IT_BYTES = 1024;

const root = process.argv[2];
if (!root) throw new Error("usage: node tools/compress.mjs <dist>");

let files = 0;
let before = 0;
let after = 0;
for (const entry of readdirSync(root, { recursive: true })) {
  const path = join(root, String(entry));
  if (!COMPRESSIBLE.test(path) || !statSync(path).isFile()) continue;
  const bytes = readFileSync(path);
  if (bytes.length < WORTH_IT_BYTES) continue;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const brotli = brotliCompressSync(bytes, { params });
  writeFileSync(`${path}.br`, brotli);
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  files += 1;
  before += bytes.length;
  after += brotli.length;
}
const kb = (bytes) => `${Math.round(bytes / 1024)} KB`;
console.log(`compressed ${files} files: ${kb(before)} -> ${kb(after)} brotli`);
