/**
 * Runs the scenarios in each host of the ABI that is available, and prints what differs:
 *
 *     npm run test:hosts
 *     npm run test:hosts -- --only wasmtime,envoy-1.40.0
 *     npm run test:hosts -- --runner ./my-runner
 *
 * docs/hosts.md has the results, and how to run the scenarios in a host of your own.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../../scripts/project/project-files.ts";
import { compile } from "../compile.ts";
import { byCommand, HOSTS, type Host, type Run } from "./hosts.ts";
import { differences, readScenarios, type Scenario } from "./scenario.ts";

const { values } = parseArgs({
  options: {
    /** The hosts, joined by commas; all by default. */
    only: { type: "string" },
    /** A command that runs MODULE.wasm and SCENARIO.json, instead of the hosts here. */
    runner: { type: "string" },
  },
});

mkdirSync(join(ROOT, "build/compatibility"), { recursive: true });
const scenarios = readScenarios();
const only = values.only?.split(",");
const hosts = HOSTS.filter(({ name }) => only?.includes(name) ?? true);
if (values.runner === undefined) {
  for (const host of hosts) await runAll(host);
} else {
  const run = byCommand(ROOT, values.runner, []);
  const prepare = () => Promise.resolve(run);
  await runAll({ name: values.runner, tools: [], prepare });
}

/** Runs all scenarios in a host; prints what differs. */
async function runAll(host: Host): Promise<void> {
  const missing = host.tools.find((tool) => spawnSync(tool).error);
  if (missing !== undefined) {
    console.log(`${host.name}: left out, as there is no ${missing}`);
    return;
  }
  let run: Run;
  try {
    run = await host.prepare();
  } catch (error) {
    console.log(`${host.name}: left out, ${(error as Error).message}`);
    return;
  }
  let same = 0;
  let tried = 0;
  for (const scenario of scenarios) {
    const found = await tryScenario(host, run, scenario);
    if (found === null) continue;
    tried++;
    if (found.length === 0) same++;
    for (const line of found) {
      console.log(`${host.name}: ${scenario.name}: ${line}`);
    }
  }
  console.log(`${host.name}: ${same} of ${tried} as expected`);
}

/** Returns what differs; `null` where the example needs the transform, and the host has none. */
async function tryScenario(
  { options }: Host,
  run: Run,
  scenario: Scenario,
): Promise<string[] | null> {
  const source = `examples/${scenario.module}/assembly/index.ts`;
  let wasm;
  try {
    wasm = await compile(source, options);
  } catch (error) {
    if (options?.transform === false) return null;
    throw error;
  }
  try {
    return differences(scenario, await run(wasm, scenario));
  } catch (error) {
    return [(error as Error).message.split("\n")[0]];
  }
}
