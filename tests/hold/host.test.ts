import assert from "node:assert/strict";
import { test } from "node:test";
import { readCases } from "./cases/found-cases.ts";
import { build, drivenSources, load } from "./host/driven-modules.ts";
import { replayCase, type HostCase } from "./host/host-case.ts";
import { live } from "./host/life.ts";

/** A callout, a body that is read in parts, tasks and connections, and typed settings. */
const MODULES = [
  "examples/fan-out",
  "examples/body-search",
  "envoy/scripts",
  "module/configured",
];

const LIVES = 60;

const sources = await drivenSources();

for (const name of MODULES) {
  test(`${name} holds against a host that answers anything, in any order`, async () => {
    const source = sources.find((each) => each.name === name)!;
    const driven = await load(source, await build(source));
    let callbacks = 0;
    for (let seed = 1; seed <= LIVES; seed++) {
      const outcome = live(driven, seed);
      callbacks += outcome.callbacks;
      assert.equal(outcome.fault, undefined, `seed ${seed}`);
    }
    assert.ok(callbacks > LIVES * 100, `${callbacks} callbacks`);
  });
}

for (const [name, found] of await readCases("host")) {
  test(`${name}, which was found once, holds`, async () => {
    assert.equal(await replayCase(found.given as HostCase), undefined);
  });
}
