import { ProxyHost, type Message } from "../../host/index.ts";
import { HostError } from "../../host/index.ts";
import type {
  Scenario,
  ScenarioMessage,
  Seen,
  SeenMessage,
} from "./scenario.ts";

/** Runs a scenario in the emulator. */
export async function runInEmulator(
  wasm: string,
  scenario: Scenario,
): Promise<Seen> {
  const host = await ProxyHost.load(wasm, { clusters: { auth: {} } });
  const seen: Seen = { upstream: null, downstream: null, calls: [], logs: [] };
  try {
    pass(host, scenario, seen);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    seen.error = `refused: ${error.message}`;
  }
  seen.logs = host.logs
    .filter(({ vm }) => vm === "worker")
    .map(({ level, message }) => `${level} ${message}`);
  return seen;
}

function pass(host: ProxyHost, scenario: Scenario, seen: Seen): void {
  const { rootId, configuration, request, response, calls = [] } = scenario;
  const plugin = host.startPlugin({ rootId, configuration });
  if (request === undefined) return;
  const stream = plugin.httpStream();
  stream.request({ ...partsOf(request), upstream: partsOf(response!) });
  for (const answer of calls) {
    const call = host.httpCalls.at(0);
    if (call === undefined) break;
    seen.calls.push({
      cluster: call.cluster,
      headers: call.headers,
      body: call.body.toString(),
    });
    call.respond(partsOf(answer));
  }
  seen.upstream = seenOf(stream.upstream);
  seen.downstream = seenOf(stream.response);
}

function partsOf({ headers, body }: ScenarioMessage) {
  const value = (name: string) =>
    headers.find(([each]) => each === `:${name}`)?.[1];
  const status = value("status");
  return {
    method: value("method"),
    path: value("path"),
    authority: value("authority"),
    ...(status === undefined ? {} : { status: Number(status) }),
    headers: headers.filter(([name]) => !name.startsWith(":")),
    body,
  };
}

function seenOf(message: Message | null): SeenMessage | null {
  if (message === null) return null;
  return { headers: message.headers, body: message.text };
}
