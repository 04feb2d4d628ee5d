import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { ListenerFile } from "../../cli/envoy/listener-file.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { fileOf, pluginOf } from "./envoy-config.ts";
import { linesOf } from "./envoy-log.ts";
import { pluginsOf } from "./scenario/scenario.ts";
import type { EndScenario } from "./scenarios/ends.ts";

/** What was logged, in any order: Envoy's threads end plugins concurrently. */
export interface ObservedEnds {
  started: string[];
  /** Once the stopping plugins have gone. */
  stopped: string[];
  /** Once the proxy has ended. */
  ended: string[];
}

const OPTIONS = {
  logLevel: "warning",
  componentLogLevel: "wasm:info",
  args: ["--drain-time-s", "1"],
};

/** What is expected arrives sooner; it takes this long only if the hosts differ. */
const SETTLED_MS = 5000;

/** Ends plugins in an Envoy and waits for the expected lines each time. */
export async function endOnEnvoy(
  scenario: EndScenario,
  name: string,
  folder: string,
  expected: ObservedEnds,
): Promise<ObservedEnds> {
  const wasm = await fileOf(scenario);
  const { stops } = scenario;
  const filters = pluginsOf(scenario, name).map((each) => pluginOf(each, wasm));
  const left = filters.filter((_, index) => !stops.includes(index));
  const file = await ListenerFile.write(folder, [httpListener({ filters })]);
  const envoy = await EnvoyProcess.start(
    bootstrap({
      node: { id: "any", cluster: "any" },
      fields: file.fields,
    }),
    OPTIONS,
  );
  try {
    const started = await linesLike(envoy, 0, expected.started);
    const stopped = [];
    let from = envoy.logs.length;
    if (stops.length > 0) {
      const rest = httpListener({ filters: left });
      await file.replace(left.length === 0 ? [] : [rest]);
      stopped.push(...(await linesLike(envoy, from, expected.stopped)));
      from = envoy.logs.length;
    }
    await envoy.stop();
    const ended = linesOf(envoy.logs.slice(from)).toSorted();
    return { started, stopped, ended };
  } finally {
    await envoy.stop();
  }
}

async function linesLike(
  envoy: EnvoyProcess,
  from: number,
  expected: readonly string[],
): Promise<string[]> {
  const end = performance.now() + SETTLED_MS;
  for (;;) {
    const lines = linesOf(envoy.logs.slice(from)).toSorted();
    const timeout = end - performance.now();
    if (lines.join("\n") === expected.join("\n") || timeout <= 0) return lines;
    const next = envoy.waitForLog(/^/, { from: envoy.logs.length, timeout });
    await next.catch(() => {});
  }
}
