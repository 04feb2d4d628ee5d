import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { tempFolder } from "../temp-folder.ts";
import { wasmOf } from "./emulator.ts";
import { endOnEnvoy, type ObservedEnds } from "./end-on-envoy.ts";
import { comparableLine } from "./observe.ts";
import { pluginsOf } from "./scenario/scenario.ts";
import { END_SCENARIOS, type EndScenario } from "./scenarios/ends.ts";

const NAME = "s000";

async function endOnEmulator(scenario: EndScenario): Promise<ObservedEnds> {
  const host = await ProxyHost.load(await wasmOf(scenario));
  let from = 0;
  const lines = () => {
    const own = host.logs.slice(from).map(({ level, text }) => {
      return comparableLine(`[${level}] ${text}`);
    });
    from = host.logs.length;
    return own.toSorted();
  };
  const plugins = pluginsOf(scenario, NAME).map((each) =>
    host.startPlugin(each),
  );
  const started = lines();
  for (const index of scenario.stops) plugins[index].stop();
  host.advance(100);
  const stopped = lines();
  host.stop();
  host.advance(100);
  return { started, stopped, ended: lines() };
}

for (const scenario of END_SCENARIOS) {
  test(`the emulator and Envoy agree: ${scenario.name}`, async (t) => {
    const actual = await endOnEmulator(scenario);
    const folder = await tempFolder(t);
    assert.deepEqual(actual, await endOnEnvoy(scenario, NAME, folder, actual));
  });
}
