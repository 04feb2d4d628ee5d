import { Command, Option } from "commander";
import { SPECS_ON, type SpecsOn } from "../../host/spec/specs-on.ts";
import { CliError } from "../base/cli-error.ts";
import { printColored } from "../base/print.ts";

/** `proxy-wasm test`: runs all tests of the project in this folder. */
export function testCommand(): Command {
  return new Command("test")
    .summary("compile the filter and run its specs and tests")
    .description(
      "Compile the filter in this folder, then run its as-pect specs and the Node tests tests/**/*.test.js. Specs run on two builds of the filter: the one that is compiled into the spec, and build/release.wasm. Ends with one summary.",
    )
    .addOption(
      new Option(
        "--specs-on <build>",
        "the builds that specs run on; by default, those that are current",
      ).choices(SPECS_ON),
    )
    .addHelpText("after", "\nExample: proxy-wasm test")
    .action(async ({ specsOn }: { specsOn?: SpecsOn }) => {
      const { testProject } = await import("../test-project/test-project.ts");
      const { terminalColors } = await import("../base/terminal-colors.ts");
      const parts = await testProject(process.cwd(), specsOn);
      const { green, red } = terminalColors(process.stdout);
      for (const { name, passed, milliseconds } of parts) {
        const mark = passed ? green("✔") : red("✖");
        printColored(`${mark} ${name}, ${(milliseconds / 1000).toFixed(1)} s`);
      }
      const failed = parts.filter(({ passed }) => !passed);
      if (failed.length === 0) return;
      const names = failed.map(({ name }) => name).join(" and ");
      throw new CliError(`Failed: ${names}; see above.`);
    });
}
