import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildTargets } from "../../../cli/compile/build-targets.ts";
import { ROOT } from "../../../scripts/project/project-files.ts";

const ASCONFIG = {
  extends: "proxy-wasm-as/asconfig.json",
  entries: ["assembly/index.ts"],
  targets: { release: { outFile: "build/release.wasm" } },
};

/**
 * Builds the filter of `tests/module/filters` that has a key of each kind, in a project
 * of its own, and returns its folder.
 *
 *     const folder = await buildConfigured("schema");
 */
export async function buildConfigured(
  name: string,
  source?: string,
): Promise<string> {
  const folder = join(ROOT, "build/tests/configured", name);
  const file = join(ROOT, "tests/module/filters/configured.ts");
  await mkdir(join(folder, "assembly"), { recursive: true });
  await writeFile(join(folder, "asconfig.json"), JSON.stringify(ASCONFIG));
  await writeFile(
    join(folder, "assembly/index.ts"),
    source ?? (await readFile(file, "utf8")),
  );
  await buildTargets(folder);
  return folder;
}

/** A configuration that the filter takes, with a value for each key. */
export const VALID = {
  verbose: true,
  cluster: "a",
  host: "a.b",
  timeout: "1m",
  limit: 12,
  level: 1,
  ratio: -0.5,
  mode: "Strict",
  label: "l",
  names: ["b", "c"],
  rules: [
    {
      name: "é😀abc",
      match: { path: "/p", type: "exact", negated: true },
      inner: { inner: null, weights: [0.5] },
    },
    { match: { prefix: "/q", type: "prefix" } },
  ],
  waits: ["1s", "2ms"],
  modes: ["Off", "Strict"],
  counts: { a: 1, b: 10 },
  grid: [[1, 2], [], [3e2]],
  matches: [{ type: "exact" }],
  "max-age": -9007199254740991,
  small: 255,
  token: "hunter",
  codes: [7, 8],
  big: 9007199254740991,
  default: { name: "n" },
  requests: [
    {
      match: {
        domains: ["*.a", "b.*", "c"],
        prefix: "/p",
        path: "/p/q",
        route: "r",
        headers: [
          {
            name: "x-a",
            exact_match: "b",
            prefix_match: null,
            present_match: true,
            invert_match: false,
          },
        ],
      },
      settings: {
        level: 3,
        default: { match: { type: "prefix", prefix: "/" } },
        names: ["z"],
        timeout: "20ms",
      },
    },
    { match: {}, settings: {} },
  ],
};
