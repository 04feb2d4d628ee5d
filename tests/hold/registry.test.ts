import assert from "node:assert/strict";
import { test } from "node:test";
import { readCases } from "./cases/found-cases.ts";
import { Commands } from "./registry/run-commands.ts";

const SEEDS = 30;

test("commands end in one sentence below a registry that answers anything", async () => {
  const commands = await Commands.start();
  try {
    const found = [...(await readCases("registry")).values()];
    const seeds = [
      ...Array.from({ length: SEEDS }, (_, index) => index + 1),
      ...found.map(({ given }) => (given as { seed: number }).seed),
    ];
    for (const seed of seeds) {
      for (const { command, fault } of await commands.run(seed)) {
        assert.equal(fault, undefined, `seed ${seed}: ${command}`);
      }
    }
  } finally {
    commands.stop();
  }
});
