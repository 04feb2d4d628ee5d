import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readCases } from "./cases/found-cases.ts";
import { compareTraffic } from "./traffic/compare-traffic.ts";
import { PairEnvoy } from "./traffic/pair-envoy.ts";
import { randomCase } from "./traffic/random-case.ts";
import type { Step, TrafficCase } from "./traffic/traffic-case.ts";

const CASES = 120;

const pair = await PairEnvoy.start();
after(() => pair.stop());

test("a filter that changes nothing leaves hostile traffic as it is without a filter, on both sides", async () => {
  for (let seed = 1; seed <= CASES; seed++) {
    const found = await compareTraffic(pair, randomCase(seed));
    assert.equal(found, undefined, `seed ${seed}`);
  }
  assert.deepEqual(pair.envoy.logLines(/\[(critical|error)\]/), []);
});

test("compareTraffic sees a filter that changes trailers", async () => {
  const step = (side: Step["side"], text: string): Step => ({
    side,
    send: Buffer.from(text),
  });
  const given: TrafficCase = {
    client: 1,
    upstream: 1,
    steps: [
      step("client", "GET / HTTP/1.1\r\nhost: a\r\nte: trailers\r\n\r\n"),
      step(
        "upstream",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\nx-t: 1\r\n\r\n",
      ),
    ],
  };
  assert.equal(await compareTraffic(pair, given), undefined);
  const found = await compareTraffic(pair, given, ["changes"]);
  assert.match(found?.fault ?? "", /x-changed: 1/);
});

for (const [name, { given }] of await readCases("traffic")) {
  test(`${name}, which was found once, is the same with and without a filter`, async () => {
    assert.equal(await compareTraffic(pair, given as TrafficCase), undefined);
  });
}
