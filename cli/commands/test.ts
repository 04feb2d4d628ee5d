import { Command } from "commander";
import { CliError } from "../base/cli-error.ts";
import { printColored } from "../base/print.ts";

/** `proxy-wasm test`: runs all tests of the project in this folder. */
export function testCommand(): Command {
  return new Command("test")
    .summary("compile the filter and run its specs and tests")
    .description(
      "Compile the filter in this folder, then run its as-pect specs and the Node tests tests/**/*.test.js. Ends with one summary.",
    )
    .addHelpText("after", "\nExample: proxy-wasm test")
    .action(async () => {
      const { testProject } = await import("../test-project/test-project.ts");
      const { terminalColors } = await import("../base/terminal-colors.ts");
      const parts = await testProject(process.cwd());
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
