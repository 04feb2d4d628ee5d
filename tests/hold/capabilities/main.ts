/**
 * Withholds each capability of the list that `inspect` prints from the examples, one after
 * another, and tells whether a test of each example that has it fails: every entry is there
 * for something that can be seen, or quiet.ts says what else it is there for.
 *
 *     npm run hold -- --only capabilities
 *     node --import tsx tests/hold/capabilities/main.ts --only headers --capability proxy_log
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildTargets } from "../../../cli/compile/build-targets.ts";
import { inspectModule } from "../../../cli/inspect/inspect-module.ts";
import { ROOT } from "../../../scripts/project/project-files.ts";
import { compile } from "../../compile.ts";
import { isQuietIn, QUIET, QUIET_IN } from "./quiet.ts";
import { runTests, type TestRun } from "./run-tests.ts";

const { values } = parseArgs({
  options: {
    /** Parts of the names of the files of tests, such as `calls,state`; all by default. */
    only: { type: "string", default: "" },
    /** One capability; all by default. */
    capability: { type: "string" },
  },
});

/** An example of a file of tests. */
interface Example {
  name: string;
  /** The names of its tests in the file. */
  tests: string[];
  capabilities: string[];
}

/** A test with its name, and the example whose name is the first part of that. */
const TEST = /test\("(examples\/([\w-]+) [^"]+)"/g;

const counts = { withheld: 0, broke: 0, quiet: 0, known: 0, faults: 0 };

const folder = join(ROOT, "tests/examples");
const files = (await readdir(folder)).filter(
  (name) =>
    /^(?!readme|without).*\.test\.ts$/.test(name) &&
    values.only.split(",").some((part) => name.includes(part)),
);
// Its test reads the tags that a build leaves.
if (files.includes("metrics.test.ts")) {
  await buildTargets(join(ROOT, "examples/metrics"), ["release"]);
}
/** Whether a test showed it, by the example and the capability. */
const shown = new Map<string, boolean>();

for (const name of files.toSorted()) await withholdFrom(join(folder, name));
for (const [pair, isShown] of shown) {
  const [example, capability] = pair.split(" ");
  judge(example, capability, isShown);
}
console.log(
  `${counts.withheld} entries withheld, ${counts.broke} broke a test, ` +
    `${counts.quiet} only show in memory or in the log, ` +
    `${counts.known} cannot show for a reason in quiet.ts, ${counts.faults} faults`,
);
process.exit(counts.faults > 0 ? 1 : 0);

/** Withholds each capability from the examples of a file. */
async function withholdFrom(file: string): Promise<void> {
  const examples = await examplesOf(file);
  noteStale(examples);
  // If a test fails anyway, it does not show what an entry is for.
  const names = examples.flatMap(({ tests }) => tests);
  const { passed } = await runTests(file, names);
  const failed = names.filter((name) => !passed.includes(name));
  for (const name of failed) fault(`fails with nothing withheld: ${name}`);
  if (failed.length > 0) return;
  const capabilities = new Set(examples.flatMap((each) => each.capabilities));
  for (const capability of [...capabilities].toSorted()) {
    if (values.capability !== undefined && capability !== values.capability)
      continue;
    const run = await runTests(file, names, { capability });
    for (const example of examples) {
      if (!example.capabilities.includes(capability)) continue;
      // What Envoy has refused may have been another example.
      const own = { capability, example: example.name };
      note(
        example,
        capability,
        run.started ? run : await runTests(file, example.tests, own),
      );
    }
  }
}

/** Notes whether a run shows that an example lacks a capability; it may be in two files. */
function note(example: Example, capability: string, run: TestRun): void {
  const pair = `${example.name} ${capability}`;
  const isShown = !example.tests.every((each) => run.passed.includes(each));
  shown.set(pair, isShown || shown.get(pair) === true);
}

/** Counts an entry. */
function judge(example: string, capability: string, isShown: boolean): void {
  counts.withheld++;
  const isKnown = isQuietIn(example, capability);
  if (isShown) counts.broke++;
  else if (isKnown) counts.known++;
  else if (QUIET.has(capability)) counts.quiet++;
  else fault(`${example} passes its tests without ${capability}`);
  if (isShown && isKnown) {
    fault(`${example} shows ${capability}: quiet.ts should not have it`);
  }
}

/** Reports what the tables have of examples whose lists no longer have it. */
function noteStale(examples: Example[]): void {
  for (const { name, capabilities } of examples) {
    for (const entry of QUIET_IN) {
      if (!entry.examples.includes(name)) continue;
      if (capabilities.includes(entry.capability)) continue;
      fault(`${name} has no ${entry.capability}: quiet.ts should not have it`);
    }
  }
}

function fault(what: string): void {
  counts.faults++;
  console.log(what);
}

/** The examples of a file: the names of its tests begin with them. */
async function examplesOf(file: string): Promise<Example[]> {
  const source = await readFile(file, "utf8");
  const tests = new Map<string, string[]>();
  for (const [, test, name] of source.matchAll(TEST)) {
    tests.set(name, [...(tests.get(name) ?? []), test]);
  }
  return Promise.all(
    [...tests].map(async ([name, tests]) => ({
      name,
      tests,
      capabilities: await leastOf(name),
    })),
  );
}

async function leastOf(example: string): Promise<string[]> {
  const wasm = await compile(`examples/${example}/assembly/index.ts`);
  return (await inspectModule(await readFile(wasm))).capabilities;
}
