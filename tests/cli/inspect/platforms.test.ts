import assert from "node:assert/strict";
import { test } from "node:test";
import { inspectModule } from "../../../cli/inspect/inspect-module.ts";
import type { Finding } from "../../../cli/inspect/inspection.ts";
import { PLATFORMS } from "../../../cli/inspect/platforms.ts";
import {
  LEAST,
  moduleBytes,
  type ModuleDescription,
} from "../../module-builder.ts";

const WASI = "wasi_snapshot_preview1";

async function findings(
  module: ModuleDescription,
  host: string,
): Promise<Finding[]> {
  const found = await inspectModule(moduleBytes(module), host);
  return found.findings.filter(({ severity }) => severity !== "note");
}

const filter = (imports: ModuleDescription["imports"]): ModuleDescription => ({
  imports,
  exports: LEAST,
});

test("every platform names where its facts were read", () => {
  for (const { source, unsupported = [], wasi, limits } of PLATFORMS) {
    for (const each of [source, ...unsupported.map((each) => each.source)]) {
      assert.match(each, /^https:\/\//);
    }
    for (const each of [wasi, limits]) {
      if (each) assert.match(each.source, /^https:\/\//);
    }
  }
});

test("inspectModule warns of what Google's plugins do not support, with the source", async () => {
  const host = "google-service-extensions";
  const module = {
    imports: [
      { name: "proxy_http_call", type: "iiiiiiiiii>i" },
      { name: "proxy_define_metric", type: "iiii>i" },
      { name: "proxy_log", type: "iii>i" },
    ],
    exports: [...LEAST, { name: "proxy_on_tick", type: "i>" }],
  };
  const found = await findings(module, host);
  assert.deepEqual(
    found.map(({ id, severity, what }) => [id, severity, what]),
    [
      [
        "platform-unsupported",
        "warning",
        `${host} has no timers; the module has proxy_on_tick.`,
      ],
      [
        "platform-unsupported",
        "warning",
        `${host} has no custom metrics; the module has proxy_define_metric.`,
      ],
      [
        "platform-unsupported",
        "warning",
        `${host} has no outbound network calls; the module has proxy_http_call.`,
      ],
    ],
  );
  for (const { source } of found) {
    assert.match(source ?? "", /^https:\/\/cloud\.google\.com\/.* 2026-04-08/);
  }
  assert.deepEqual(await findings(module, "envoy-1.40"), []);
});

test("inspectModule warns of WASI beyond what Google's documentation names", async () => {
  const wasi = (name: string, type: string) => ({ module: WASI, name, type });
  const host = "google-service-extensions";
  const known = [
    wasi("fd_write", "iiii>i"),
    wasi("clock_time_get", "iIi>i"),
    wasi("random_get", "ii>i"),
  ];
  assert.deepEqual(await findings(filter(known), host), []);
  const more = [...known, wasi("environ_get", "ii>i")];
  const [found] = await findings(filter(more), host);
  assert.equal(found.id, "platform-wasi");
  assert.match(found.what, /the module imports environ_get as well\.$/);
});

test("inspectModule refuses a module that is larger than Google's plugins may be", async () => {
  const small = moduleBytes({ exports: LEAST });
  const padding = Buffer.alloc(5 * 1024 * 1024 + 2);
  // A custom section of that size, with the name "x".
  const size = padding.length + 2;
  const leb = [0, 7, 14, 21].map(
    (shift) => ((size >> shift) & 0x7f) | (shift < 21 ? 0x80 : 0),
  );
  const bytes = Buffer.concat([
    small,
    Buffer.from([0, ...leb, 1, 0x78]),
    padding,
  ]);
  const large = new Uint8Array(bytes);
  const of = async (host: string) => {
    const found = await inspectModule(large, host);
    return found.findings.map(({ id }) => id);
  };
  assert.ok((await of("google-service-extensions")).includes("platform-size"));
  assert.ok(!(await of("envoy-1.40")).includes("platform-size"));
});

test("inspectModule says where a rule is Envoy's, and quotes no log of another host", async () => {
  const [marker] = LEAST;
  const module = { exports: [marker] };
  for (const host of ["google-service-extensions", "fastedge"]) {
    const [found] = await findings(module, host);
    assert.equal(found.id, "malloc-missing");
    assert.equal(
      found.source,
      `the rules of Envoy 1.40; the documentation of ${host} does not say`,
    );
    assert.equal(found.log, undefined);
  }
  const [envoy] = await findings(module, "higress-2.2");
  assert.match(envoy.log ?? "", /missing malloc/);
});

test("inspectModule knows the functions that FastEdge and Higress have besides Envoy's", async () => {
  const edge = filter([
    { name: "proxy_secret_get", type: "iiii>i" },
    { name: "proxy_kv_store_open", type: "iii>i" },
  ]);
  assert.deepEqual(await findings(edge, "fastedge"), []);
  assert.equal((await findings(edge, "higress-2.2")).length, 2);
  const redis = {
    imports: [
      { name: "proxy_redis_init", type: "iiiiiii>i" },
      { name: "proxy_redis_call", type: "iiiii>i" },
    ],
    exports: [
      ...LEAST,
      { name: "proxy_on_redis_call_response", type: "iiii>" },
    ],
  };
  assert.deepEqual(await findings(redis, "higress-2.2"), []);
  const ids = (await findings(redis, "envoy-1.36")).map(({ id }) => id);
  assert.deepEqual(ids, [
    "import-missing",
    "import-missing",
    "callback-unknown",
  ]);
});

test("inspectModule says what FastEdge's test runner has no more than a name of", async () => {
  const module = filter([
    { name: "proxy_set_tick_period_milliseconds", type: "i>i" },
  ]);
  const [found] = await findings(module, "fastedge");
  assert.match(
    found.what,
    /has no timers, beyond a function that does nothing/,
  );
  assert.match(found.source ?? "", /G-Core\/fastedge-test/);
});
