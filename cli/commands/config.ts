import { Command } from "commander";
import { print } from "../base/print.ts";

/** `proxy-wasm config`: what concerns a filter's configuration. */
export function configCommand(): Command {
  return new Command("config")
    .summary("check a filter's configuration")
    .description("Check the configuration of the filter in this folder.")
    .addCommand(checkCommand());
}

function checkCommand(): Command {
  return new Command("check")
    .summary("say what the filter would refuse")
    .description(
      'Check a configuration as the filter in this folder would, and say all that it would refuse, with file, line and column. It needs the schema that "proxy-wasm build" writes for a configuration that is a class.',
    )
    .argument(
      "[file]",
      "a deployment or Envoy's bootstrap, as YAML (deployment.yaml)",
    )
    .option("--schema <file>", "the schema (build/config.schema.json)")
    .addHelpText("after", "\nExample: proxy-wasm config check envoy.yaml")
    .action(async (file: string | undefined, values: { schema?: string }) => {
      const { checkFile } = await import("../config/check-file.ts");
      print(`${await checkFile(file ?? "deployment.yaml", values)}\n`);
    });
}
