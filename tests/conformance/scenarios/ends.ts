import type { Scenario } from "../scenario/scenario.ts";

/** A scenario without traffic, whose plugins end. */
export interface EndScenario extends Scenario {
  plugins: NonNullable<Scenario["plugins"]>;
  /**
   * The plugins that are removed from the configuration; the others end with the proxy.
   */
  stops: number[];
}

const ENDS = "plugin-done: args\nplugin-delete: args";
const DEFERS =
  "plugin-done: end; tick 10; return 0\ntick: tick 0; end; end\nplugin-delete: args";

/** Plugins that end, each scenario in its own proxy. */
export const END_SCENARIOS: EndScenario[] = [
  {
    name: "plugins end with the proxy",
    plugins: [
      { configuration: ENDS },
      { configuration: ENDS, rootId: "other", vmId: "b" },
    ],
    stops: [],
  },
  {
    name: "a plugin whose configuration is removed is done and deleted",
    plugins: [{ configuration: ENDS }],
    stops: [0],
  },
  {
    name: "a removed plugin does not affect the others in its VM",
    plugins: [
      { configuration: ENDS },
      { configuration: `${ENDS}; end`, rootId: "other" },
    ],
    stops: [1],
  },
  {
    name: "a deferred end happens on proxy_done",
    plugins: [
      { configuration: DEFERS },
      { configuration: ENDS, rootId: "other" },
    ],
    stops: [0],
  },
  {
    name: "a deferred end never happens if no other plugin is in the VM",
    plugins: [{ configuration: DEFERS }],
    stops: [0],
  },
  {
    name: "a deferred end never happens if the proxy ends",
    plugins: [
      { configuration: DEFERS },
      { configuration: DEFERS, rootId: "other" },
    ],
    stops: [],
  },
  {
    name: "a plugin that traps at its end is not deleted",
    plugins: [
      { configuration: "plugin-done: throw\nplugin-delete: args" },
      { configuration: ENDS, rootId: "other" },
    ],
    stops: [0],
  },
  {
    name: "a plugin in two places of the chain ends with the last of them",
    plugins: [{ configuration: ENDS }, { configuration: ENDS }],
    stops: [1],
  },
];
