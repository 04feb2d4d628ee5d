/**
 * Withholds each capability of the list that `inspect` prints from the examples, one after
 * another, and tells whether a test of each example that has it fails: every entry is there
 * for something that can be seen.
 *
 *     npm run hold -- --only capabilities
 *     node --import tsx tests/hold/capabilities/main.ts --only headers --capability proxy_log
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { inspectModule } from "../../../cli/inspect/inspect-module.ts";
import { ROOT } from "../../../scripts/project/project-files.ts";
import { compile } from "../../compile.ts";

const { values } = parseArgs({
  options: {
    /** A part of the names of the files of tests; all by default. */
    only: { type: "string", default: "" },
    /** One capability; all by default. */
    capability: { type: "string" },
  },
});

/** What only shows in what no client sees: a refused one leaves answers as they are. */
const QUIET = new Map([
  ["proxy_on_delete", "what a stream had stays in memory"],
  ["proxy_log", "its lines are missing, which not each test looks at"],
  ["proxy_get_log_level", "more is formatted than is written"],
  ["proxy_get_status", "the reason of a refused call is missing in a log line"],
]);

const folder = join(ROOT, "tests/examples");
const files = (await readdir(folder)).filter(
  (name) =>
    /^(?!readme|without).*\.test\.ts$/.test(name) && name.includes(values.only),
);

let pairs = 0;
let quiet = 0;
let silent = 0;
for (const name of files.toSorted()) {
  const file = join(folder, name);
  const source = await readFile(file, "utf8");
  // In the order of its tests, whose names begin with that of the example.
  const examples = [
    ...new Set(
      [...source.matchAll(/test\("examples\/([\w-]+) /g)].map(
        ([, each]) => each,
      ),
    ),
  ];
  const lists = new Map<string, string[]>();
  for (const example of examples) lists.set(example, await leastOf(example));
  const capabilities = [...new Set([...lists.values()].flat())].toSorted();
  for (const capability of capabilities) {
    if (values.capability !== undefined && capability !== values.capability)
      continue;
    const passed = await passedTests(file, capability);
    for (const [example, list] of lists) {
      if (!list.includes(capability)) continue;
      pairs++;
      const tests = countOf(source, `test("examples/${example} `);
      const left = passed.filter((each) =>
        each.startsWith(`examples/${example} `),
      );
      if (left.length < tests) continue;
      if (QUIET.has(capability)) {
        quiet++;
        continue;
      }
      silent++;
      console.log(`${example} passes its tests without ${capability}`);
    }
  }
}
console.log(
  `${pairs} entries withheld, ${pairs - quiet - silent} broke a test, ` +
    `${quiet} only show in memory or in the log, ${silent} showed nowhere`,
);
process.exit(silent > 0 ? 1 : 0);

async function leastOf(example: string): Promise<string[]> {
  const wasm = await compile(`examples/${example}/assembly/index.ts`);
  return (await inspectModule(await readFile(wasm))).capabilities;
}

/** Runs a file of tests without a capability; returns the names of those that pass. */
async function passedTests(
  file: string,
  capability: string,
): Promise<string[]> {
  const child = spawn(
    process.execPath,
    [
      ...["--import", "./tests/loader.js", "--test", "--test-timeout=20000"],
      ...["--test-reporter=tap", file],
    ],
    {
      cwd: ROOT,
      env: { ...process.env, WITHHELD_CAPABILITY: capability },
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  const closed = once(child, "close");
  const output = await text(child.stdout);
  await closed;
  return [...output.matchAll(/^ *ok \d+ - (.*)$/gm)].map(([, name]) => name);
}

function countOf(source: string, part: string): number {
  return source.split(part).length - 1;
}
