/**
 * `npm start`: compiles examples/add-header, starts a real Envoy with it, sends one
 * request and shows the response. `npm start -- --serve` keeps Envoy serving.
 */
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { bootstrap } from "../cli/envoy/bootstrap.ts";
import { EnvoyError } from "../cli/envoy/envoy-error.ts";
import { EnvoyProcess } from "../cli/envoy/envoy-process.ts";
import { findEnvoy } from "../cli/envoy/find-envoy.ts";
import { request } from "../cli/envoy/http-request.ts";
import { httpListener } from "../cli/envoy/listener.ts";
import { packageRoot } from "../cli/base/package-root.ts";

const EXAMPLE = join(packageRoot(), "examples/add-header");
const WASM = join(EXAMPLE, "build/release.wasm");

const HELP = `Usage: npm start [-- --serve] [-- --configuration TEXT]

Compiles examples/add-header, runs it in Envoy and sends one request.

  --serve               keep serving until Ctrl-C
  --configuration TEXT  the plugin's configuration, the value of the header
  --help                this text`;

class BuildError extends Error {}

try {
  await main();
} catch (error) {
  const known = [EnvoyError, BuildError].some((type) => error instanceof type);
  const usage = isUsageError(error);
  console.error(known || usage ? (error as Error).message : error);
  process.exitCode = usage ? 2 : 1;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      serve: { type: "boolean" },
      configuration: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return console.log(HELP);
  const envoy = await findEnvoy({ onProgress: console.log });
  await step("Compiled examples/add-header (npm run build)", build);
  const size = (statSync(WASM).size / 1024).toFixed(1);
  console.log(`  ${relative(packageRoot(), WASM)}: ${size} KB with names`);
  const running = await step("Started Envoy", () => start(envoy, values));
  try {
    await step("Sent one request", () => show(running));
    if (values.serve) await serve(running);
  } finally {
    await running.stop();
  }
}

/** Does `work` and prints how long it took. */
async function step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  console.log(`✔ ${name} in ${seconds} s`);
  return result;
}

function build(): void {
  const { status } = spawnSync("npm run --silent build", {
    cwd: EXAMPLE,
    shell: true,
    stdio: "inherit",
  });
  if (status !== 0) {
    throw new BuildError(
      "Cannot compile examples/add-header: see the compiler's message above.",
    );
  }
}

function start(
  envoy: string,
  { configuration }: { configuration?: string },
): Promise<EnvoyProcess> {
  const plugin = { wasm: WASM, rootId: "add_header", name: "add-header" };
  const filters = [configuration ? { ...plugin, configuration } : plugin];
  const config = bootstrap({ listeners: [httpListener({ filters })] });
  return EnvoyProcess.start(config, {
    envoy,
    logLevel: "warning",
    componentLogLevel: "wasm:info",
  });
}

async function show(envoy: EnvoyProcess): Promise<void> {
  const port = envoy.port();
  const response = await request({ port });
  console.log(`\n$ curl -i http://127.0.0.1:${port}/`);
  console.log(`HTTP/1.1 ${response.status}`);
  for (const [name, value] of response.headers) {
    const mark = name === "hello" ? "   ← added by the filter" : "";
    const text = Buffer.from(value, "latin1").toString();
    console.log(`${name}: ${text}${mark}`);
  }
  console.log(`\n${response.text}`);
  console.log("Envoy's log, from the filter:");
  const lines = envoy.logLines("wasm log");
  // The plugin is configured in Envoy's test VM and in each worker.
  for (const line of new Set(lines)) console.log(`  ${line}`);
  console.log();
}

async function serve(envoy: EnvoyProcess): Promise<void> {
  console.log(`Serving on http://127.0.0.1:${envoy.port()}/ until Ctrl-C.`);
  await new Promise((resolve) => process.once("SIGINT", resolve));
}

function isUsageError(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    "code" in error &&
    String(error.code).startsWith("ERR_PARSE_ARGS")
  );
}
