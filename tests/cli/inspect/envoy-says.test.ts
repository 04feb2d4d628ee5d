import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import { httpListener } from "../../../cli/envoy/listener.ts";
import { inspectModule } from "../../../cli/inspect/inspect-module.ts";
import {
  LEAST,
  moduleBytes,
  type ModuleDescription,
} from "../../module-builder.ts";
import { tempFolder } from "../../temp-folder.ts";

const [MARKER, MALLOC] = LEAST;
const UNKNOWN = { name: "proxy_abi_version_0_2_100", type: ">" };
const COMPONENT = Uint8Array.from([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]);
const whole = moduleBytes({ exports: LEAST });

/** A module with a custom section of these bytes behind it. */
const withCustom = (...content: number[]) =>
  Uint8Array.from([...whole, 0, content.length, ...content]);
const NAME = [4, ...Buffer.from("name")];

/** Name sections with one thing wrong each; subsection 1 has the functions. */
const BROKEN_NAMES: Record<string, number[]> = {
  "a subsection that is too long": [1, 9, 0],
  "fewer names than it counts": [1, 4, 2, 0, 1, 0x61],
  "more bytes than names": [1, 5, 1, 0, 1, 0x61, 0],
  "a name that is too long": [1, 4, 1, 0, 9, 0x61],
  "no size of a subsection": [7],
  "a number without an end": [1, 0x80, 0x80, 0x80, 0x80, 0x80, 0],
  "a number of a function that is too large": [
    ...[1, 8, 1, 0x80, 0x80, 0x80, 0x80, 0x04, 1, 0x61],
  ],
};

/** Modules with one thing wrong each. */
const REFUSED: Record<string, ModuleDescription | Uint8Array<ArrayBuffer>> = {
  "not-wasm": Uint8Array.from(Buffer.from("no Wasm")),
  "not-wasm, but a component": COMPONENT,
  corrupted: whole.slice(0, -3),
  "corrupted, a custom section without a name": withCustom(),
  "corrupted, a custom section that ends in its name": withCustom(5, 0x61),
  ...Object.fromEntries(
    Object.entries(BROKEN_NAMES).map(([what, content]) => [
      `names-broken, ${what}`,
      withCustom(...NAME, ...content),
    ]),
  ),
  "code-invalid": Uint8Array.from([...whole.slice(0, -3), 0x45, 0x20, 0x0b]),
  "abi-marker-missing": { exports: [MALLOC] },
  "abi-marker-unknown": { exports: [UNKNOWN, MALLOC] },
  "import-missing": {
    imports: [{ name: "abort", type: "iiii>" }],
    exports: LEAST,
  },
  "import-type": {
    imports: [{ name: "proxy_log", type: "iI>" }],
    exports: LEAST,
  },
  "import-global": { importsGlobal: true, exports: LEAST },
  "callback-type": {
    exports: [...LEAST, { name: "proxy_on_request_headers", type: "ii>i" }],
  },
  "malloc-missing": { exports: [MARKER] },
  "memory-size": { exports: LEAST, memory: 16_385 },
};

/** What an Envoy logs that must not start with a module. */
async function run(t: TestContext, bytes: Uint8Array) {
  const wasm = join(await tempFolder(t), "module.wasm");
  await writeFile(wasm, bytes);
  const listeners = [httpListener({ filters: [{ wasm }] })];
  return EnvoyProcess.runToExit(bootstrap({ listeners }), {
    logLevel: "warning",
  });
}

/** What inspectModule finds, without the notes. */
async function found(bytes: Uint8Array<ArrayBuffer>) {
  const { findings } = await inspectModule(bytes);
  return findings.filter(({ severity }) => severity !== "note");
}

describe("Envoy logs what inspectModule says that it logs", () => {
  for (const [name, module] of Object.entries(REFUSED)) {
    test(name, async (t) => {
      const bytes = module instanceof Uint8Array ? module : moduleBytes(module);
      const findings = await found(bytes);
      assert.deepEqual(
        findings.map(({ id }) => id),
        [name.split(",")[0]],
      );
      const { code, logs } = await run(t, bytes);
      assert.equal(code, 1);
      const [said] = logs.filter((line) => line.startsWith("[error][wasm]"));
      assert.ok(said.endsWith(findings[0].log!), said);
    });
  }
});

describe("Envoy crashes, without a line of its own, where inspectModule says so", () => {
  const imports = [{ name: "proxy_log", type: "iii>i" }];
  const calls = "proxy_log";
  const configure = { name: "proxy_on_configure", type: "ii>i", calls };
  const begin = { name: "begin", type: ">", calls };
  const crashing: Record<string, ModuleDescription> = {
    "memory-missing": { imports, exports: [...LEAST, configure], memory: 0 },
    "start-section": { imports, exports: [...LEAST, begin], start: "begin" },
  };
  for (const [id, module] of Object.entries(crashing)) {
    test(id, async (t) => {
      const bytes = moduleBytes(module);
      assert.deepEqual(
        (await found(bytes)).map((each) => each.id),
        [id],
      );
      const { code, logs } = await run(t, bytes);
      assert.equal(code, null);
      assert.ok(logs.every((line) => !line.startsWith("[error][wasm]")));
    });
  }
});

describe("Envoy takes what inspectModule takes of sections that engines do not read", () => {
  const source = [16, ...Buffer.from("sourceMappingURL")];
  const odd: Record<string, number[]> = {
    "a name section without content": NAME,
    "subsections that nobody knows": [...NAME, 9, 2, 0xff, 0xff, 200, 0],
    "the largest number of a function": [
      ...[...NAME, 1, 8, 1, 0xff, 0xff, 0xff, 0xff, 0x03, 1, 0x61],
    ],
    "names that are not UTF-8, and one twice": [
      ...[...NAME, 1, 7, 2, 0, 1, 0xff, 0, 1, 0x61],
    ],
    "no URL of a source map": source,
    "a URL of a source map that is cut off": [...source, 9, 0x61],
    "a custom section with the name of another": [
      ...[5, ...Buffer.from("start"), 1, 2, 3],
    ],
  };
  for (const [what, content] of Object.entries(odd)) {
    test(what, async (t) => {
      const bytes = withCustom(...content);
      assert.deepEqual(await found(bytes), []);
      const { sourceMap, hasStartSection } = await inspectModule(bytes);
      assert.deepEqual([sourceMap, hasStartSection], [undefined, false]);
      const wasm = join(await tempFolder(t), "module.wasm");
      await writeFile(wasm, bytes);
      const listeners = [httpListener({ filters: [{ wasm }] })];
      const envoy = await EnvoyProcess.start(bootstrap({ listeners }));
      await envoy.stop();
    });
  }
});

test("Envoy takes a memory of the size that inspectModule allows", async (t) => {
  const wasm = join(await tempFolder(t), "module.wasm");
  const bytes = moduleBytes({ exports: LEAST, memory: 16_384 });
  const { findings } = await inspectModule(bytes);
  assert.ok(findings.every(({ severity }) => severity === "note"));
  await writeFile(wasm, bytes);
  const listeners = [httpListener({ filters: [{ wasm }] })];
  const envoy = await EnvoyProcess.start(bootstrap({ listeners }));
  await envoy.stop();
});
