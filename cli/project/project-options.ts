import { Option, type Command } from "commander";
import { deploymentOptions } from "../deployment/deployment-options.ts";
import { parsePort } from "../base/host-port.ts";
import { ADDRESS_HELP } from "../base/service-address.ts";
import { proxyOptions } from "./proxy-options.ts";

/** The flags of a deployment that matter to a proxy on this machine. */
const FLAGS = [
  "--name",
  "--form",
  "--module",
  "--root-id",
  "--vm-id",
  "--configuration",
  "--configuration-json",
  "--vm-configuration",
  "--env",
  "--fail-policy",
  "--capabilities",
  "--allow-on-headers-stop-iteration",
];

/**
 * Gives a command the flags for running the project in this folder.
 *
 *     withProjectOptions(new Command("run"));
 */
export function withProjectOptions(command: Command): Command {
  command.option("-f, --file <file>", "the keys, as YAML (deployment.yaml)");
  for (const option of deploymentOptions()) {
    if (FLAGS.includes(option.long ?? "")) command.addOption(option);
  }
  command.addOption(
    new Option("-p, --port <number>", "the port to listen on")
      .argParser(parsePort)
      .default(10000),
  );
  const upstream =
    "where the traffic goes; without it, the proxy answers itself";
  for (const option of proxyOptions(upstream)) command.addOption(option);
  return command
    .option("--services <file>", "a script that starts what the filter calls")
    .option("--no-build", "run the module as it is")
    .addHelpText("after", ADDRESS_HELP);
}
