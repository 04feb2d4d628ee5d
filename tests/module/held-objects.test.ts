import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, interfaceOf, type CompileOptions } from "../compile.ts";
import { instantiate } from "./instance.ts";

const SOURCE = "tests/module/filters/held-objects/index.ts";

const EAGER = ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"];

/** Each build, and how many bytes of garbage each step makes in it. */
const BUILDS: [options: CompileOptions, bytes: number][] = [
  [{ target: "debug", args: EAGER, variant: ".eager" }, 0],
  [{ target: "release", args: EAGER, variant: ".eager" }, 0],
  [{ target: "release" }, 40_000],
];

/** As none of the SDK's is in it, nothing is collected while a function runs. */
const WITHOUT: CompileOptions = { transform: false };

const expected = await checksums(WITHOUT, 0);

for (const [options, bytes] of BUILDS) {
  const name = `${options.target} ${options.variant ?? ""}`;
  test(`objects stay while a function holds them in any way that the language has, ${name}`, async () => {
    assert.deepEqual(await checksums(options, bytes), expected);
  });
}

/** Returns what each exported function that begins with "hold" makes of its objects. */
async function checksums(
  options: CompileOptions,
  bytes: number,
): Promise<Record<string, number>> {
  const wasm = await compile(SOURCE, options);
  const { exports } = await interfaceOf(wasm);
  const found: Record<string, number> = {};
  for (const name of exports.filter((each) => each.startsWith("hold"))) {
    const { call } = await instantiate(wasm);
    call("setJunk", bytes);
    call(name);
    found[name] = call("checksum");
    if (options.transform !== false) assert.equal(call("damage"), 0, name);
  }
  return found;
}
