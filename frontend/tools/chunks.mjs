// Which files of a build a screen loads, by the manifest that vite writes.

/** Everything that is loaded with these chunks; `later` as well what they may load while somebody works. */
export function loaded(manifest, keys, later = () => false) {
  const files = new Set();
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
    for (const next of chunk.imports ?? []) visit(next);
    if (later(key)) for (const next of chunk.dynamicImports ?? []) visit(next);
  };
  keys.forEach(visit);
  return [...files];
}

/** The chunks that match a pattern; it is a mistake if there is none. */
export function matching(manifest, pattern) {
  const found = Object.keys(manifest).filter((key) => pattern.test(key));
  if (found.length === 0) throw new Error(`no chunk matches ${pattern}`);
  return found;
}
