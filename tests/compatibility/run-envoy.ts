import type { ServerResponse } from "node:http";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { request, type Header } from "../../cli/envoy/http-request.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { Upstream, type RecordedRequest } from "../envoy/upstream.ts";
import type {
  Scenario,
  ScenarioMessage,
  Seen,
  SeenMessage,
} from "./scenario.ts";

const LINE = /\[(\w+)\]\[wasm\].*?\bwasm log.*?: (.*)$/;

/** Runs a scenario in Envoy, whose version is that of `binary`, or the newest. */
export async function runInEnvoy(
  wasm: string,
  scenario: Scenario,
  binary?: string,
): Promise<Seen> {
  const { rootId, configuration, response, calls = [] } = scenario;
  const seen: Seen = { upstream: null, downstream: null, calls: [], logs: [] };
  const answers = [...calls];
  const upstream = await Upstream.start((received, out) => {
    seen.upstream = seenOf(received);
    answer(response!, out);
  });
  const auth = await Upstream.start((received, out) => {
    seen.calls.push({ cluster: "auth", ...seenOf(received) });
    answer(answers.shift()!, out);
  });
  const config = bootstrap({
    listeners: [
      httpListener({
        filters: [{ wasm, rootId, configuration }],
        routes: [routeTo("upstream")],
      }),
    ],
    clusters: [
      cluster({ name: "upstream", port: upstream.port }),
      cluster({ name: "auth", port: auth.port }),
    ],
  });
  const options = {
    logLevel: "warning",
    componentLogLevel: "wasm:info",
    ...(binary === undefined ? {} : { envoy: binary }),
  } as const;
  try {
    if (scenario.expect.refused) {
      const { code } = await EnvoyProcess.runToExit(config, options);
      return { ...seen, error: `refused: Envoy ends with ${code}` };
    }
    const envoy = await EnvoyProcess.start(config, options);
    try {
      if (scenario.request !== undefined) {
        seen.downstream = await send(envoy.port(), scenario.request);
      }
    } finally {
      await envoy.stop();
    }
    seen.logs = envoy.logs
      .map((line) => LINE.exec(line))
      .filter((match) => match !== null)
      .map(([, level, message]) => `${level} ${message}`);
  } finally {
    await Promise.all([upstream.stop(), auth.stop()]);
  }
  return seen;
}

function seenOf({ method, path, headers, body }: RecordedRequest): SeenMessage {
  const pseudo: Header[] = [
    [":method", method],
    [":path", path],
  ];
  return { headers: [...pseudo, ...headers], body: body.toString() };
}

async function send(port: number, { headers, body }: ScenarioMessage) {
  const value = (name: string) =>
    headers.find(([each]) => each === `:${name}`)![1];
  const others = headers.filter(([name]) => !name.startsWith(":"));
  const answered = await request({
    port,
    method: value("method"),
    path: value("path"),
    headers: [["host", value("authority")], ...others],
    ...(body.length > 0 ? { body: body.join("") } : {}),
  });
  const status: Header = [":status", String(answered.status)];
  return { headers: [status, ...answered.headers], body: answered.text };
}

function answer({ headers, body }: ScenarioMessage, out: ServerResponse): void {
  const others = headers.filter(([name]) => !name.startsWith(":"));
  const status = headers.find(([name]) => name === ":status")![1];
  out.writeHead(Number(status), others.flat());
  for (const part of body) out.write(part);
  out.end();
}
