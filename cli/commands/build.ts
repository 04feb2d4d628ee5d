import { Command } from "commander";
import { print, printError } from "../base/print.ts";
import { untilEnded } from "./until-ended.ts";

interface Values {
  target?: string[];
  config?: string[];
  watch?: boolean;
}

/** `proxy-wasm build`: compiles the filter in this folder. */
export function buildCommand(): Command {
  return new Command("build")
    .summary("compile the filter in this folder")
    .description(
      'Compile the filter in this folder for each target in its asconfig.json, as "npx asc --target NAME" does for one. Rejects a module that Envoy would refuse, and writes runtime-config.json next to it.',
    )
    .option("--target <name...>", "only these targets")
    .option(
      "--config <file...>",
      "one file for each module of the project, instead of asconfig.json",
    )
    .option("-w, --watch", "compile again when a source changes, until Ctrl-C")
    .addHelpText("after", "\nExample: proxy-wasm build --target release")
    .action(async ({ target, config, watch }: Values) => {
      const { buildTargets } = await import("../compile/build-targets.ts");
      const folder = process.cwd();
      const build = () => buildTargets(folder, target, config);
      await (watch ? buildAgain(folder, build) : build());
    });
}

async function buildAgain(
  folder: string,
  build: () => Promise<void>,
): Promise<void> {
  const { watchSources } = await import("../compile/watch-sources.ts");
  const report = async () => {
    const start = performance.now();
    try {
      await build();
      print(`Compiled in ${Math.round(performance.now() - start)} ms.`);
    } catch (error) {
      printError((error as Error).message);
    }
  };
  print("Building whenever the sources change, until Ctrl-C.");
  await watchSources(folder, report, untilEnded());
}
