import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { FilterStatus } from "../../../cli/status/filter-status.ts";
import { fakeKubectl } from "../kubectl/fake-kubectl.ts";

const NAME =
  "extensions.istio.io/trafficextension/shop.auth~istio-translated-wasmplugin";

const LIVE = {
  kind: "WasmPlugin",
  metadata: { name: "auth", namespace: "shop" },
  spec: { selector: { matchLabels: { app: "web" } } },
};

function pod(name: string, labels: object, container = "istio-proxy") {
  return {
    metadata: { name, namespace: "shop", labels },
    spec: {
      containers: [{ name: "web" }],
      initContainers: [{ name: container }],
    },
  };
}

/** The configuration of Envoy: a listener that waits for a filter, and the filter. */
function dump(filters: object[], listener = NAME) {
  const manager = {
    name: "envoy.filters.network.http_connection_manager",
    typed_config: {
      "@type": "type.googleapis.com/x.v3.HttpConnectionManager",
      http_filters: [{ name: listener, config_discovery: { ads: {} } }],
    },
  };
  const state = { listener: { filter_chains: [{ filters: [manager] }] } };
  return JSON.stringify({
    configs: [
      {
        "@type": "type.googleapis.com/envoy.admin.v3.ListenersConfigDump",
        dynamic_listeners: [{ name: "0.0.0.0_8080", active_state: state }],
      },
      {
        "@type": "type.googleapis.com/envoy.admin.v3.EcdsConfigDump",
        ecds_filters: filters,
      },
    ],
  });
}

function discovered(config: object, rest: object = {}) {
  return { ecds_filter: { name: NAME, typed_config: config }, ...rest };
}

const FILTERS = "type.googleapis.com/envoy.extensions.filters.http";
const FILE = "/var/lib/istio/data/1/2.wasm";
const WASM = {
  "@type": `${FILTERS}.wasm.v3.Wasm`,
  config: {
    name: "shop.auth",
    vm_config: {
      code: { local: { filename: FILE } },
      environment_variables: { key_values: { SECRET: "a password" } },
    },
  },
};
const DENY = {
  "@type": `${FILTERS}.rbac.v3.RBAC`,
  rules: {},
  rules_stat_prefix: "wasm-default-deny",
};

const AGENT = `# TYPE istio_agent_wasm_remote_fetch_count counter
istio_agent_wasm_remote_fetch_count{result="manifest_failure"} 2
istio_agent_wasm_cache_entries 0
istio_agent_wasm_config_conversion_duration_bucket{le="1"} 4
istio_agent_wasm_config_conversion_duration_count 4
`;

const ACTIVE = {
  stats: [{ name: "wasm.envoy.wasm.runtime.v8.active", value: 3 }],
};

/** Asks for the status where a pod's Envoy has some configuration. */
async function statusOf(
  t: TestContext,
  config: string,
  {
    log = "",
    pods = [pod("web-1", { app: "web" })],
    canary,
    concurrency = 2,
    live = LIVE,
  }: {
    log?: string;
    pods?: object[];
    canary?: object;
    concurrency?: number;
    live?: object;
  } = {},
): Promise<FilterStatus & { asked: string[]; exit: number | null }> {
  const admin = {
    "/config_dump": config,
    "/stats?": JSON.stringify(ACTIVE),
    "/server_info": JSON.stringify({ command_line_options: { concurrency } }),
  };
  const type = "wasmplugins.extensions.istio.io";
  const kubectl = await fakeKubectl(t, [
    { when: ["get", `${type}/auth`], stdout: JSON.stringify(live) },
    {
      when: ["get", `${type}/auth-canary`],
      stdout: canary ? JSON.stringify(canary) : "",
    },
    {
      when: ["get", "pods", "--namespace=shop", "--selector=app=web"],
      stdout: JSON.stringify({ items: pods }),
    },
    {
      when: ["port-forward"],
      forwards: { 15000: admin, 15020: { "/stats/prometheus": AGENT } },
    },
    { when: ["logs"], stdout: log },
  ]);
  const command = ["status", "wasmplugin", "--name", "auth", "--json"];
  const result = kubectl.run(...command, "--namespace", "shop");
  assert.equal(result.stderr, "");
  const forwards = await kubectl.callsOf("port-forward");
  return {
    ...(JSON.parse(result.stdout) as FilterStatus),
    asked: forwards.map(({ args }) => args[3] ?? ""),
    exit: result.status,
  };
}

test("proxy-wasm status wasmplugin finds the filter that Envoy has discovered, and the agent's counters", async (t) => {
  const { inForce, proxies, exit, asked } = await statusOf(
    t,
    dump([discovered(WASM)]),
  );
  assert.deepEqual([inForce, exit], [true, 0]);
  assert.deepEqual(asked, ["pod/web-1"]);
  const [{ plugins, statistics } = { plugins: [], statistics: {} }] = proxies;
  assert.equal(plugins[0]?.code, FILE);
  assert.doesNotMatch(JSON.stringify(proxies), /a password/);
  assert.deepEqual(statistics, {
    "wasm.envoy.wasm.runtime.v8.active": 3,
    'istio_agent_wasm_remote_fetch_count{result="manifest_failure"}': 2,
  });
});

const DENIED = `2026-11-29T18:00:00Z error wasm error in converting the wasm config to local: cannot fetch Wasm module oci://r.example/a:v1: missing image pulling secret. applying deny RBAC filter\n`;

test("proxy-wasm status wasmplugin says that the agent has a filter in its place that denies, and why", async (t) => {
  const { proxies, exit } = await statusOf(t, dump([discovered(DENY)]), {
    log: DENIED,
  });
  assert.equal(exit, 1);
  const [first, second] = proxies[0]?.reasons ?? [];
  assert.match(
    first ?? "",
    /could not fetch the module .* refuses every request/,
  );
  assert.match(second ?? "", /the Secret of pullSecret is missing/);
});

test("proxy-wasm status wasmplugin does not take an old line of the log for the state", async (t) => {
  const { inForce } = await statusOf(t, dump([discovered(WASM)]), {
    log: DENIED,
  });
  assert.equal(inForce, true);
});

test("proxy-wasm status wasmplugin takes a line of the log for the state where VMs are missing", async (t) => {
  const { proxies } = await statusOf(t, dump([discovered(WASM)]), {
    log: "Wasm VM failed Failed to configure base Wasm plugin\n",
    concurrency: 4,
  });
  assert.match(proxies[0]?.reasons[0] ?? "", /^onConfigure answered false/);
});

test("proxy-wasm status wasmplugin says what Envoy refused, and that nothing has arrived", async (t) => {
  const refused = discovered(WASM, {
    error_state: { details: "Unable to create Wasm HTTP filter shop.auth" },
  });
  const { proxies } = await statusOf(t, dump([refused]));
  assert.match(proxies[0]?.reasons[0] ?? "", /refused .*Unable to create Wasm/);
  const waiting = await statusOf(t, dump([]));
  assert.equal(waiting.exit, 1);
  assert.match(waiting.proxies[0]?.reasons[0] ?? "", /has not arrived/);
  const other = await statusOf(t, dump([discovered(WASM)], "other"));
  assert.match(other.proxies[0]?.reasons[0] ?? "", /no listener has/);
});

/** As istiod 1.31, its agent and Envoy 1.40 have it, after a change in place. */
const UPDATED = "2026-11-29T19:24:41.414Z";
function rejected(time: string): string {
  return `${time}\twarning\tenvoy config source/extensions/config_subscription/grpc/grpc_subscription_impl.cc:160\tgRPC config for type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig rejected: Unable to create Wasm plugin shop.auth\tthread=317\n`;
}

test("proxy-wasm status wasmplugin finds in the log alone that Envoy refused a change and runs what was before", async (t) => {
  const config = dump([discovered(WASM, { last_updated: UPDATED })]);
  const { proxies, exit } = await statusOf(t, config, {
    log: rejected("2026-11-29T19:24:41.426724Z"),
  });
  assert.equal(exit, 1);
  const [reason = ""] = proxies[0]?.reasons ?? [];
  assert.match(reason, /^Envoy refused the configuration of .* shop\.auth$/);
  assert.doesNotMatch(proxies[0]?.log[0]?.line ?? "", /\t/);
  const older = await statusOf(t, config, {
    log: rejected("2026-11-29T19:24:15.860259Z"),
  });
  assert.equal(older.exit, 0);
});

test("proxy-wasm status wasmplugin says that a proxy has another configuration than the resource", async (t) => {
  const configured = (value: string) => {
    const type = "type.googleapis.com/google.protobuf.StringValue";
    const configuration = { "@type": type, value };
    return dump([
      discovered({ ...WASM, config: { ...WASM.config, configuration } }),
    ]);
  };
  const pluginConfig = { header: "hello", value: "two" };
  const live = { ...LIVE, spec: { ...LIVE.spec, pluginConfig } };
  const same = '{"value":"two","header":"hello"}';
  assert.equal((await statusOf(t, configured(same), { live })).exit, 0);
  const other = '{"header":"hello","value":"one"}';
  const { exit, proxies } = await statusOf(t, configured(other), { live });
  assert.equal(exit, 1);
  assert.match(proxies[0]?.reasons[0] ?? "", /another configuration/);
});

test("proxy-wasm status wasmplugin leaves out pods without a proxy, and those of a canary", async (t) => {
  const canary = {
    kind: "WasmPlugin",
    metadata: {
      name: "auth-canary",
      labels: { "proxy-wasm-as.github.io/canary": "true" },
    },
    spec: { selector: { matchLabels: { app: "web", track: "canary" } } },
  };
  const pods = [
    pod("web-1", { app: "web" }),
    pod("web-2", { app: "web", track: "canary" }),
    pod("job-1", { app: "web" }, "setup"),
  ];
  const config = dump([discovered(WASM)]);
  const { asked } = await statusOf(t, config, { pods, canary });
  assert.deepEqual(asked, ["pod/web-1"]);
  const without = await statusOf(t, config, { pods });
  assert.deepEqual(without.asked.sort(), ["pod/web-1", "pod/web-2"]);
});
