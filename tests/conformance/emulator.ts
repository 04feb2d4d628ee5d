import { readFile } from "node:fs/promises";
import {
  HostError,
  ProxyHost,
  type HttpStream,
  type LogLine,
  type Message,
  type Plugin,
} from "../../host/index.ts";
import { CALL_CLUSTERS } from "./call-answers.ts";
import { answerCalls } from "./emulated-calls.ts";
import { answerGrpc } from "./emulated-grpc.ts";
import { compile, type CompileOptions } from "../compile.ts";
import { takeStepsOnEmulator } from "./emulator-steps.ts";
import { NODE } from "./node.ts";
import { comparable, comparableLine } from "./observe.ts";
import { runSteps } from "./emulated-connection.ts";
import {
  exchangesOf,
  emptyObservation,
  pluginsOf,
  servicesOf,
  type Observation,
  type ObservedRequest,
  type ObservedResponse,
  type Scenario,
  type ScenarioExchange,
} from "./scenario/scenario.ts";
import { framed } from "./wire.ts";
import { ACTS, HANDLES } from "./scenario/filters.ts";

const PROPERTIES = { xds: { node: NODE } };

/** Collects wherever that may be, and overwrites what it frees. */
const EAGER: CompileOptions = {
  args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"],
  variant: ".eager",
};

/**
 * Runs a scenario on the emulator, with a filter compiled in a given way. Adds the
 * script phases that it reaches to `ran`.
 */
export async function runOnEmulator(
  scenario: Scenario,
  name: string,
  options: CompileOptions = {},
  ran = new Set<string>(),
): Promise<Observation> {
  const source =
    scenario.module ?? (await readFile(await wasmOf(scenario, options)));
  const observation = emptyObservation();
  let host: ProxyHost | undefined;
  let started = 0;
  try {
    const { logLevel, workers } = scenario;
    host = await ProxyHost.load(source, {
      logLevel,
      workers,
      clusters: CALL_CLUSTERS,
    });
    noteWhispers(host, ran);
    const plugins = pluginsOf(scenario, name).map((plugin) =>
      host!.startPlugin({ ...plugin, properties: PROPERTIES }),
    );
    startServices(host, scenario, name);
    host.advance(scenario.pause ?? 0);
    started = host.logs.length;
    const mark = () => observation.marks.push(host!.logs.length - started);
    if (scenario.steps !== undefined) {
      const { steps, upgrades } = scenario;
      observation.steps = takeStepsOnEmulator(host, plugins, steps, upgrades);
    }
    for (const exchange of exchangesOf(scenario)) {
      run(host, plugins, exchange, observation, mark);
    }
    for (const steps of scenario.connections ?? []) {
      observation.connections.push(runSteps(host, plugins, steps));
      mark();
    }
    for (let i = 0; i < (scenario.flushes ?? 0); i++) {
      host.flushStats();
      mark();
    }
  } catch (error) {
    if (!(error instanceof HostError) || !scenario.refused) throw error;
    if (!host) observation.logs.push(`[error] ${error.message}`);
  }
  const print = ({ level, text }: LogLine) =>
    comparableLine(`[${level}] ${text}`);
  const lines = host?.logs.map(print) ?? [];
  // Envoy does not log whose failure on a thread it was.
  const before = lines
    .slice(0, started)
    .filter((line) => scenario.refused || line.includes("wasm log "))
    .toSorted();
  // Lines that steps caused are in the steps' views.
  const during = scenario.steps ? [] : lines.slice(started);
  observation.logs.unshift(...before, ...during);
  return observation;
}

/** The file of a scenario's filter. */
export function wasmOf(
  { filter = ACTS }: Scenario,
  options: CompileOptions = {},
): Promise<string> {
  return compile(filter, filter === HANDLES ? EAGER : options);
}

function run(
  host: ProxyHost,
  plugins: Plugin[],
  exchange: ScenarioExchange,
  observation: Observation,
  mark: () => void,
): void {
  const { pause = 0, wait, meanwhile } = exchange;
  host.advance(pause);
  const { worker = 0 } = exchange;
  const stream = host.httpStream(plugins, { worker });
  const request = requestOf(exchange);
  const answer = { ...exchange.upstream };
  answer.headers = framed(answer.headers, answer.body, answer.trailers);
  const isHeld = meanwhile !== undefined;
  stream.request({ ...request, upstream: isHeld ? null : answer });
  answerCalls(host, observation.calls);
  answerGrpc(host);
  const wasSent = isHeld && stream.upstream?.endOfStream;
  if (wasSent) observation.upstream.push(observeRequest(stream));
  if (meanwhile) run(host, plugins, meanwhile, observation, mark);
  if (isHeld && stream.outcome === "open") stream.respond(answer);
  if (wait !== undefined && stream.outcome === "open") host.advance(wait);
  answerCalls(host, observation.calls);
  answerGrpc(host);
  observation.responses.push(observeResponse(stream));
  if (!wasSent && stream.upstream?.endOfStream)
    observation.upstream.push(observeRequest(stream));
  mark();
}

/** Collects filters' lines below the log's level, which are only for these tests. */
function noteWhispers({ log }: ProxyHost, ran: Set<string>): void {
  const write = log.write.bind(log);
  log.write = (line) => {
    const [, phase] = /^ran (.*)$/.exec(line.message) ?? [];
    if (line.level === "trace" && phase !== undefined) ran.add(phase);
    else write(line);
  };
}

function startServices(host: ProxyHost, scenario: Scenario, name: string) {
  const started = servicesOf(scenario, name);
  for (const each of started.accessLoggers) host.startAccessLogger(each);
  for (const each of started.services) host.startService(each);
  for (const each of started.statsSinks) host.startStatsSink(each);
}

function requestOf(exchange: ScenarioExchange): ScenarioExchange {
  const { headers, body, trailers } = exchange;
  const needsLength = body !== undefined || trailers !== undefined;
  if (!needsLength) return exchange;
  return { ...exchange, headers: framed(headers, body, trailers) };
}

function observeResponse({ outcome, response }: HttpStream): ObservedResponse {
  if (outcome === "open") throw new Error("The response is not complete.");
  if (outcome === "reset" || response === null) return { outcome };
  return {
    outcome,
    status: response.status,
    headers: comparable(response.headers),
    body: response.body.toString("latin1"),
    trailers: sentTrailers(response),
  };
}

function observeRequest({ upstream }: HttpStream): ObservedRequest {
  const { headers, body } = upstream!;
  const host = upstream!.header(":authority");
  return {
    method: upstream!.header(":method") ?? "",
    path: upstream!.header(":path") ?? "",
    headers: comparable(
      host === undefined ? headers : [["host", host], ...headers],
    ),
    body: body.toString("latin1"),
    trailers: sentTrailers(upstream!),
  };
}

/** HTTP/1.1 sends no trailers after a body of known length. */
function sentTrailers(message: Message): string[] {
  if (message.header("content-length") !== undefined) return [];
  return comparable(message.trailers ?? []);
}
