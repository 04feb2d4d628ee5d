import type { ClusterOptions } from "../kubectl/run-kubectl.ts";
import { runKubectl } from "../kubectl/run-kubectl.ts";
import { readAgent } from "./agent-view.ts";
import { readEnvoy, type EnvoyView, type PluginView } from "./envoy-view.ts";
import { forwardPorts } from "./forward-ports.ts";
import { getText } from "./get-text.ts";
import { explain, type Explained } from "./log-meanings.ts";
import { withLoggedRefusal } from "./logged-refusal.ts";
import type { Proxy } from "./proxies.ts";
import { judge, type Verdict } from "./verdict.ts";

/** What was seen at one proxy. */
export interface ProxyReport extends Verdict {
  /** `pod shop/web-1`, or the URL of an admin interface. */
  proxy: string;
  plugins: PluginView[];
  /** Counters of Envoy and of Istio's agent that say something of Wasm. */
  statistics: Record<string, number>;
  log: Explained[];
}

/** Chooses the plugins that matter of all those in an Envoy. */
export type ChoosePlugins = (view: EnvoyView) => PluginView[];

/** How many of a log's last lines are read. */
const TAIL = 2000;

/**
 * Asks the proxy in a pod, its agent and its log. A pod that cannot be asked is
 * reported with the reason, and counts as one without the filter.
 *
 *     await reportPod(proxy, (view) => view.plugins, {});
 */
export async function reportPod(
  { namespace, pod, container, adminPort, agentPort }: Proxy,
  choose: ChoosePlugins,
  options: ClusterOptions,
): Promise<ProxyReport> {
  const proxy = `pod ${namespace}/${pod}`;
  const wanted = [adminPort, ...(agentPort === undefined ? [] : [agentPort])];
  try {
    const forwarded = await forwardPorts(namespace, pod, wanted, options);
    try {
      const at = (port: number) =>
        `http://127.0.0.1:${forwarded.ports.get(port) ?? 0}`;
      const seen = await ask(
        at(adminPort),
        agentPort === undefined ? undefined : at(agentPort),
      );
      const log = await podLog({ namespace, pod, container }, options);
      return report(proxy, seen, choose, log);
    } finally {
      forwarded.close();
    }
  } catch (error) {
    return unreachable(proxy, error as Error);
  }
}

/**
 * Asks an Envoy by the URL of its admin interface.
 *
 *     await reportAdmin("http://127.0.0.1:9901", (view) => view.plugins, { log: [] });
 */
export async function reportAdmin(
  url: string,
  choose: ChoosePlugins,
  { log, agent }: { log: string[]; agent?: string },
): Promise<ProxyReport> {
  try {
    return report(url, await ask(url, agent), choose, log);
  } catch (error) {
    return unreachable(url, error as Error);
  }
}

/** What Envoy's admin interface and the agent's port for statistics answer. */
interface Seen {
  view: EnvoyView;
  agent: Record<string, number>;
}

async function ask(adminUrl: string, agentUrl?: string): Promise<Seen> {
  const view = await readEnvoy((path) => getText(adminUrl, path));
  if (agentUrl === undefined) return { view, agent: {} };
  const text = await getText(agentUrl, "/stats/prometheus");
  return { view, agent: readAgent(text) };
}

function report(
  proxy: string,
  { view, agent }: Seen,
  choose: ChoosePlugins,
  lines: string[],
): ProxyReport {
  const plugins = choose(view).map((each) => withLoggedRefusal(each, lines));
  const log = explain(lines);
  const statistics = { ...view.statistics, ...agent };
  return { proxy, ...judge(plugins, view, log), plugins, statistics, log };
}

function unreachable(proxy: string, { message }: Error): ProxyReport {
  const reasons = [message.replace(/\.$/, "")];
  return {
    proxy,
    inForce: false,
    reasons,
    plugins: [],
    statistics: {},
    log: [],
  };
}

async function podLog(
  { namespace, pod, container }: Pick<Proxy, "namespace" | "pod" | "container">,
  options: ClusterOptions,
): Promise<string[]> {
  const { stdout } = await runKubectl(
    [
      "logs",
      `pod/${pod}`,
      `--namespace=${namespace}`,
      `--container=${container}`,
      `--tail=${TAIL}`,
    ],
    options,
  );
  return stdout.split("\n");
}
