import { Command } from "commander";
import { withProjectOptions } from "../project/project-options.ts";
import type { ServeValues } from "../serve/serve-project.ts";

/** `proxy-wasm serve`: runs the filter in this folder on the emulator. */
export function serveCommand(): Command {
  const command = new Command("serve")
    .summary("run the filter in this folder without a proxy")
    .description(
      "Serve HTTP through the filter in this folder on the emulator, in front of an upstream or of an echo server. Prints what the filter did to each request. Compiles changed sources before the next request.",
    );
  return withProjectOptions(command)
    .option("--allow-host <name...>", "names to answer for, besides localhost")
    .addHelpText(
      "after",
      "\nExample: proxy-wasm serve --upstream localhost:8080",
    )
    .action(async (values: ServeValues & { services?: string }) => {
      const { serveProject } = await import("../serve/serve-project.ts");
      const { startServices } = await import("../project/start-services.ts");
      const services = await startServices(values.services);
      try {
        await serveProject(process.cwd(), values);
      } finally {
        await services.stop();
      }
    });
}
