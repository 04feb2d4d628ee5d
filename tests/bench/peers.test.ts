import assert from "node:assert/strict";
import { test } from "node:test";
import { checkWork } from "../../bench/measure.ts";
import { buildNativeModule } from "../../bench/native-module.ts";
import { openStage } from "../../bench/stage.ts";
import { TASKS } from "../../bench/tasks.ts";
import { luaFilter, nativeFilter, type Variant } from "../../bench/variants.ts";
import { tempFolder } from "../temp-folder.ts";

for (const work of TASKS) {
  test(`the native module and the Lua script do the task: ${work.title}`, async (t) => {
    const folder = await tempFolder(t);
    try {
      await buildNativeModule(work.filter, folder);
    } catch (error) {
      // Neither a C compiler nor OpenSSL's headers are everywhere.
      t.diagnostic(`Cannot build the native module: ${String(error)}`);
    }
    const variants: Variant[] = [
      { name: "module", filter: nativeFilter(work, folder) },
      { name: "lua", filter: luaFilter(work.filter) },
    ].filter(({ filter }) => filter !== undefined);
    if (variants.length === 0) return t.skip("no variant can be built here");
    const stage = await openStage(work, variants);
    try {
      for (const runner of stage.runners) {
        assert.ok((await runner.load.run(0)) > 0);
        await checkWork(work, runner, stage.envoy);
      }
    } finally {
      await stage.close();
    }
  });
}
