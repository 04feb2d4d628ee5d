import {
  LEAST,
  moduleBytes,
  type ModuleDescription,
} from "../../module-builder.ts";
import type { Scenario } from "../scenario/scenario.ts";

const [MARKER, MALLOC] = LEAST;
const INITIALIZE = { name: "_initialize", type: ">" };
const TICK = { name: "proxy_set_tick_period_milliseconds", type: "i>i" };

/** Modules that Envoy refuses to load, and why. */
export const LOADING: Scenario[] = [
  refused("a module that is not Wasm", Uint8Array.from([1, 2, 3, 4])),
  refused(
    "a module that ends too early",
    moduleBytes({ exports: LEAST }).slice(0, -3),
  ),
  refused("a module without the marker of an ABI", { exports: [MALLOC] }),
  refused("a module with the marker of an unknown ABI", {
    exports: [{ name: "proxy_abi_version_0_2_100", type: ">" }, MALLOC],
  }),
  refused("a module without malloc", { exports: [MARKER] }),
  refused("a module that imports an unknown function", {
    imports: [{ name: "proxy_unknown", type: "i>i" }],
    exports: LEAST,
  }),
  refused("a module that imports from an unknown module", {
    imports: [{ module: "other", name: "proxy_log", type: "iii>i" }],
    exports: LEAST,
  }),
  refused("a module that imports a function of an older ABI", {
    imports: [{ name: "proxy_clear_route_cache", type: ">i" }],
    exports: LEAST,
  }),
  refused("a module that imports a function of a newer ABI", {
    imports: [{ name: "proxy_get_log_level", type: "i>i" }],
    exports: [{ name: "proxy_abi_version_0_2_0", type: ">" }, MALLOC],
  }),
  refused("a module that imports a function with too few parameters", {
    imports: [{ name: "proxy_log", type: "ii>i" }],
    exports: LEAST,
  }),
  refused("a module that imports a function with the wrong type", {
    imports: [{ name: "proxy_increment_metric", type: "if>" }],
    exports: LEAST,
  }),
  refused("a module that imports a global", {
    importsGlobal: true,
    exports: LEAST,
  }),
  refused("a module whose callback has the wrong type", {
    exports: [...LEAST, { name: "proxy_on_tick", type: "ii>i" }],
  }),
  refused("a module whose malloc has the wrong type", {
    exports: [MARKER, { name: "malloc", type: "ii>i" }],
  }),
  refused("a module of ABI 0.1.0 with a callback of ABI 0.2.0", {
    exports: [
      { name: "proxy_abi_version_0_1_0", type: ">" },
      MALLOC,
      { name: "proxy_on_request_headers", type: "iii>i" },
    ],
  }),
  refused("a module whose main has the wrong type", {
    exports: [...LEAST, INITIALIZE, { name: "main", type: ">" }],
  }),
  refused("a module whose main calls a function too early", {
    imports: [TICK],
    exports: [
      ...LEAST,
      INITIALIZE,
      { name: "main", type: "ii>i", calls: TICK.name },
    ],
  }),
  {
    ...refused("a module whose __main_void calls a function too early", {
      imports: [TICK],
      exports: [
        ...LEAST,
        INITIALIZE,
        { name: "__main_void", type: ">i", calls: TICK.name },
      ],
    }),
    since: { envoy: "1.39", before: "nothing calls `__main_void`" },
  },
  {
    name: "a module whose main has the wrong type, without _initialize",
    module: moduleBytes({ exports: [...LEAST, { name: "main", type: ">" }] }),
    exchanges: [{}],
  },
  {
    name: "a module with _initialize and a _start of any type",
    module: moduleBytes({
      imports: [TICK],
      exports: [
        ...LEAST,
        INITIALIZE,
        { name: "_start", type: "i>", calls: TICK.name },
      ],
    }),
    exchanges: [{}],
  },
  {
    name: "a module that does nothing",
    module: moduleBytes({ exports: LEAST }),
    exchanges: [{ body: "a", upstream: { body: "b" } }],
  },
  refused("a module whose initial memory is more than a gigabyte", {
    exports: LEAST,
    memory: 16_385,
  }),
  {
    name: "a module whose initial memory is a gigabyte",
    module: moduleBytes({ exports: LEAST, memory: 16_384 }),
    exchanges: [{}],
  },
  {
    name: "a memory grows to a gigabyte but no further",
    filter: "tests/conformance/filters/memory-limit.ts",
    exchanges: [{}],
  },
  {
    name: "a host call in module scope",
    filter: "tests/envoy/filters/module-scope-call.ts",
    refused: true,
  },
  {
    name: "a root id registered twice",
    filter: "tests/envoy/filters/registered-twice.ts",
    refused: true,
  },
];

function refused(
  name: string,
  module: ModuleDescription | Uint8Array<ArrayBuffer>,
): Scenario {
  const bytes = module instanceof Uint8Array ? module : moduleBytes(module);
  return { name, module: bytes, refused: true };
}
