import type { EnvoyView, PluginView } from "./envoy-view.ts";
import type { Explained } from "./log-meanings.ts";

/** Whether a filter is in force at one proxy, and why not. */
export interface Verdict {
  inForce: boolean;
  /** Sentences without a full stop; empty where it is in force. */
  reasons: string[];
}

/**
 * Judges what was seen at a proxy of the plugins that a resource stands for.
 *
 *     judge(plugins, view, explained); // { inForce: true, reasons: [] }
 */
export function judge(
  plugins: PluginView[],
  view: EnvoyView,
  log: Explained[],
): Verdict {
  const reasons = [
    ...(plugins.length === 0 ? ["the proxy has no such filter"] : []),
    ...plugins.flatMap(reasonsOf),
    ...view.refusedListeners.map(
      ({ name, reason }) => `Envoy refused the listener ${name}: ${reason}`,
    ),
    ...(plugins.length === 0 ? [] : statisticsReasons(view)),
  ];
  // A line may be older than what has healed since: alone it proves nothing. Where
  // VMs are missing, it says which plugin lacks them.
  const isSuspect = reasons.length > 0 || activeVms(view) < view.leastVms;
  const failures = isSuspect ? log.filter(({ isFailure }) => isFailure) : [];
  reasons.push(...failures.map(({ meaning }) => meaning));
  return { inForce: reasons.length === 0, reasons };
}

function reasonsOf(plugin: PluginView): string[] {
  const { filter, kind, isInListener, isOutdated, refusal } = plugin;
  const reasons: string[] = [];
  if (refusal !== undefined) {
    reasons.push(`Envoy refused the configuration of ${filter}: ${refusal}`);
  }
  if (isOutdated === true && refusal === undefined) {
    reasons.push(
      `the proxy has another configuration of ${filter} than the resource: the new one has not arrived, or was refused`,
    );
  }
  if (kind === "denies" || kind === "allows") {
    const all = kind === "denies" ? "refuses" : "lets through";
    reasons.push(
      `Istio's agent could not fetch the module of ${filter}, and ${all} every request in its place`,
    );
  }
  if (kind === "other" && refusal === undefined) {
    reasons.push(`the configuration of ${filter} has not arrived`);
  }
  if (!isInListener) reasons.push(`no listener has ${filter}`);
  return reasons;
}

function statisticsReasons(view: EnvoyView): string[] {
  const { statistics } = view;
  const reasons: string[] = [];
  const failures = statistics["wasm.remote_load_fetch_failures"];
  const successes = statistics["wasm.remote_load_fetch_successes"];
  if (failures !== undefined && successes === undefined) {
    reasons.push(
      `Envoy could not fetch a module (wasm.remote_load_fetch_failures is ${failures})`,
    );
  }
  if (activeVms(view) === 0) {
    reasons.push(
      "Envoy runs no VM of Wasm (wasm.envoy.wasm.runtime.v8.active is 0)",
    );
  }
  return reasons;
}

function activeVms({ statistics }: EnvoyView): number {
  const [, count = 0] =
    Object.entries(statistics).find(([name]) =>
      /^wasm\.envoy\.wasm\.runtime\.\w+\.active$/.test(name),
    ) ?? [];
  return count;
}
