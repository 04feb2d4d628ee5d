import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { checkModule } from "../../transform/contract/check.js";
import { ENTRIES } from "../../transform/contract/entries.js";
import { tryCompile } from "../compile.ts";
import { PINNED } from "../compilers/versions.ts";
import { ROOT } from "../../scripts/project/project-files.ts";
import { binaryen, parse } from "./binaryen.ts";

const FOLDER = "build/tests/contract";

/** Compiles a filter after something has broken the contract; returns what asc prints. */
async function printedWith(name: string, methods: string): Promise<string> {
  const file = join(ROOT, FOLDER, `${name}.js`);
  await mkdir(join(ROOT, FOLDER), { recursive: true });
  await writeFile(file, `export default class { ${methods} }`);
  const { failed, stderr } = await tryCompile("bench/filters/configured.ts", {
    args: ["--transform", file],
    variant: `.${name}`,
  });
  assert.ok(failed);
  return stderr.trim();
}

const BROKEN: [what: string, methods: string, says: string][] = [
  [
    "a function of the compiler's runtime",
    'afterInitialize(p) { p.elementsByName.delete("__renew"); }',
    `FAILURE proxy-wasm-as cannot build with assemblyscript ${PINNED}, which has no __renew (changes an object's size, and is replaced by the SDK's own): `,
  ],
  [
    "a function of the SDK's runtime",
    'afterInitialize(p) { p.elementsByName.delete("~lib/proxy-wasm-as/assembly/runtime/pins/pin"); }',
    "FAILURE The sources of proxy-wasm-as have no assembly/runtime/pins/pin (takes the place of __pin), so ",
  ],
  [
    "a feature of the SDK",
    'afterInitialize(p) { p.filesByName.get("~lib/proxy-wasm-as/assembly/features").exports.delete("NOTES_PHASES"); }',
    "FAILURE The sources of proxy-wasm-as have no assembly/features/NOTES_PHASES (",
  ],
  [
    "the collector of the minimal runtime",
    'afterInitialize(p) { p.filesByName.delete("~lib/rt/tcms"); }',
    `FAILURE proxy-wasm-as cannot build with assemblyscript ${PINNED}, which has no ~lib/rt/tcms (`,
  ],
  [
    "the check of the shadow stack",
    'afterCompile(m) { const get = m.getFunction; m.getFunction = (name) => name === "~stack_check" ? 0 : get(name); }',
    `FAILURE proxy-wasm-as cannot build with assemblyscript ${PINNED}, which has no ~stack_check (`,
  ],
];

for (const [index, [what, methods, says]] of BROKEN.entries()) {
  test(`the transform ends a build that lacks ${what} with one sentence`, async () => {
    const printed = await printedWith(`missing-${index}`, methods);
    assert.equal(printed.slice(0, says.length), says);
    assert.equal(printed.split("\n").length, 1);
  });
}

test("the transform ends a build whose module would have two memory managers", async () => {
  const printed = await printedWith(
    "two-heaps",
    'afterCompile(m) { m.addFunction("~lib/rt/tlsf/freeBlock", 0, 0, [], m.nop()); }',
  );
  assert.match(
    printed,
    /two memory managers, by ~lib\/rt\/tlsf\/freeBlock and /,
  );
});

test("the transform ends a build by a compiler that is too old", async () => {
  const printed = await printedWith(
    "too-old",
    "afterInitialize(p) { p.options.bundlePatchVersion = 14; }",
  );
  assert.equal(
    printed,
    "FAILURE proxy-wasm-as cannot build with assemblyscript 0.28.14: install assemblyscript 0.28.17 or a newer 0.28.",
  );
});

test("checkModule names what Binaryen lacks", () => {
  const program = {
    options: {
      bundleMajorVersion: 0,
      bundleMinorVersion: 28,
      bundlePatchVersion: 99,
    },
  } as unknown as Parameters<typeof checkModule>[0];
  const older = { ...parse("(module)"), getNumDataSegments: undefined };
  delete older.getNumDataSegments;
  assert.throws(
    () =>
      checkModule(
        program,
        binaryen,
        older as unknown as Parameters<typeof checkModule>[2],
      ),
    /assemblyscript 0\.28\.99, which has no getNumDataSegments \(of Binaryen's module\)/,
  );
});

test("each entry of the contract says what it is for", () => {
  assert.ok(ENTRIES.length > 60);
  for (const { name, purpose } of ENTRIES) {
    assert.match(purpose, /^[a-z].*[^.]$/, name);
  }
});
