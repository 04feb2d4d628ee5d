import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm makes the lane a header, and clears the route once it is set", async () => {
  let cleared = 0;
  const host = await ProxyHost.load(MODULE, {
    foreignFunctions: {
      clear_route_cache: () => {
        cleared++;
        return 0;
      },
    },
  });
  const plugin = host.startPlugin({ rootId: "lane_router" });
  const stream = plugin.httpStream();
  stream.request({ headers: { baggage: "lane=blue" } });
  assert.equal(stream.upstream?.header("x-lane"), "blue");
  assert.equal(cleared, 1);
  plugin.httpStream().request({ path: "/" });
  assert.equal(cleared, 1);
});
