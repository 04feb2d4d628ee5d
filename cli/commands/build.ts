import { Command } from "commander";
import { buildTargets } from "../compile/build-targets.ts";

/** `proxy-wasm build`: compiles the filter in this folder. */
export function buildCommand(): Command {
  return new Command("build")
    .summary("compile the filter in this folder")
    .description(
      'Compile the filter in this folder for each target of its asconfig.json, as "npx asc --target NAME" does for one.',
    )
    .option("--target <name...>", "only these targets")
    .addHelpText("after", "\nExample: proxy-wasm build --target release")
    .action(async (options: { target?: string[] }) => {
      await buildTargets(process.cwd(), options.target);
    });
}
