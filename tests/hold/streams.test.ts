import assert from "node:assert/strict";
import { after, test } from "node:test";
import { StreamStage } from "./streams/compare-streams.ts";

const STREAMS = 600;
const CONNECTIONS = 3;

const stage = await StreamStage.start();
after(() => stage.stop());

test("a filter that changes nothing leaves hundreds of streams as they are, with resets at any point", async () => {
  const { different, resets } = await stage.compare(1, STREAMS, CONNECTIONS);
  assert.deepEqual(different, []);
  assert.ok(resets > STREAMS / 10, `${resets} resets`);
  assert.deepEqual(stage.envoy.logLines(/\[(critical|error)\]/), []);
});

test("StreamStage.compare sees a filter that changes trailers", async () => {
  const filters = ["changes"] as const;
  const { different } = await stage.compare(1, 30, 1, filters);
  assert.match(different[0] ?? "", /^changes, stream \d+: .*\nclient without/);
});
