import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const ROOT = new URL("../../webapp/static/js/", import.meta.url);
const IMPORT = /^import (?:\{([^}]*)\}|\* as \w+|\w+)(?:, \{[^}]*\})? from "(\.[^"]*)";/gm;

const modules = readdirSync(ROOT, { recursive: true }).filter(
  (path) => path.endsWith(".js") && !path.startsWith("vendor"),
);

/** The names that a module exports, read without running it. */
function exportsOf(url) {
  const source = readFileSync(url, "utf8");
  const declared = source.matchAll(/^export (?:async )?(?:function|class|const|let) (\w+)/gm);
  const listed = source.matchAll(/^export \{([^}]*)\}/gm);
  const names = [...declared].map(([, name]) => name);
  for (const [, list] of listed) names.push(...list.split(",").map((name) => name.trim()));
  return new Set(names);
}

test("every module finds what it imports", () => {
  const missing = [];
  for (const path of modules) {
    const url = new URL(path, ROOT);
    for (const [, names, from] of readFileSync(url, "utf8").matchAll(IMPORT)) {
      if (!names || from.includes("vendor/")) continue;
      const exported = exportsOf(new URL(from, url));
      const wanted = names.split(",").map((name) => name.trim().split(" as ")[0]);
      missing.push(
        ...wanted.filter((name) => name && !exported.has(name)).map((name) => `${path}: ${name}`),
      );
    }
  }
  assert.deepEqual(missing, []);
});
