import { Command, Option } from "commander";
import { LOG_LEVELS } from "../../host/abi/log-level.ts";
import { withProjectOptions } from "../project/project-options.ts";
import { addProperty } from "../serve/parse-property.ts";
import type { ServeValues } from "../serve/serve-project.ts";

/** `proxy-wasm serve`: runs the filter in this folder on the emulator. */
export function serveCommand(): Command {
  const command = new Command("serve")
    .summary("run the filter in this folder without a proxy")
    .description(
      "Serve HTTP, or TCP for a TCP filter, through the filter in this folder on the emulator, in front of an upstream or of an echo server. Prints what the filter logs, and what it did to each request or connection. Compiles the debug target when a source changes.",
    );
  return withProjectOptions(command)
    .option("--allow-host <name...>", "names to answer for, besides localhost")
    .option("--tls-cert <file>", "serve TLS with this certificate, as PEM")
    .option("--tls-key <file>", "the certificate's private key, as PEM")
    .addOption(
      new Option("--log-level <level>", "the filter's log level")
        .choices(LOG_LEVELS)
        .default("info"),
    )
    .addOption(
      new Option(
        "--property <path=value...>",
        "what the filter reads, such as source.address=192.0.2.1:80; JSON is read as such",
      ).argParser(addProperty),
    )
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
