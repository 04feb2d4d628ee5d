import { Command, InvalidArgumentError, Option } from "commander";
import { SPECS_ON } from "../../host/spec/specs-on.ts";
import { CliError } from "../base/cli-error.ts";
import { print, printColored, printError } from "../base/print.ts";
import type { TestOptions } from "../test-project/test-project.ts";
import { untilEnded } from "./until-ended.ts";

/** What is watched: the filter and its tests. */
const WATCHED = ["assembly", "tests"];

interface Values extends TestOptions {
  watch?: boolean;
}

/** `proxy-wasm test`: runs all tests of the project in this folder. */
export function testCommand(): Command {
  return new Command("test")
    .summary("compile the filter and run its specs and tests")
    .description(
      "Compile the filter in this folder, then run its as-pect specs and the Node tests tests/**/*.test.js. Specs run on two builds of the filter: the one that is compiled into the spec, and build/release.wasm. Ends with one summary.",
    )
    .addOption(
      new Option(
        "-n, --name <regex>",
        "only tests whose name matches, with those of their groups in front",
      ).argParser(parseRegex),
    )
    .addOption(
      new Option(
        "--specs-on <build>",
        "the builds that specs run on; by default, those that are current",
      ).choices(SPECS_ON),
    )
    .addOption(
      new Option(
        "--coverage",
        "report the lines and branches that the specs ran, here and in coverage/",
      ).conflicts("specsOn"),
    )
    .option("-w, --watch", "test again when a file changes, until Ctrl-C")
    .addHelpText("after", "\nExample: proxy-wasm test --name 'onConfigure'")
    .action(async ({ watch, ...options }: Values) => {
      const test = () => testOnce(options);
      await (watch ? testAgain(test) : test());
    });
}

async function testOnce(options: TestOptions): Promise<void> {
  const { testProject } = await import("../test-project/test-project.ts");
  const { terminalColors } = await import("../base/terminal-colors.ts");
  const parts = await testProject(process.cwd(), options);
  const { green, red } = terminalColors(process.stdout);
  for (const { name, passed, milliseconds } of parts) {
    const mark = passed ? green("✔") : red("✖");
    printColored(`${mark} ${name}, ${(milliseconds / 1000).toFixed(1)} s`);
  }
  const failed = parts.filter(({ passed }) => !passed);
  if (failed.length === 0) return;
  const names = failed.map(({ name }) => name).join(" and ");
  throw new CliError(`Failed: ${names}; see above.`);
}

async function testAgain(test: () => Promise<void>): Promise<void> {
  const { watchSources } = await import("../compile/watch-sources.ts");
  const report = async () => {
    await test().catch((error: Error) => printError(error.message));
    print("Waiting for a change, until Ctrl-C.");
  };
  await watchSources(process.cwd(), report, untilEnded(), WATCHED);
}

function parseRegex(text: string): string {
  try {
    new RegExp(text);
    return text;
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`);
  }
}
