import { Option, type Command } from "commander";
import { deploymentOptions } from "../deployment/deployment-options.ts";
import { addCluster, parseHostPort, parsePort } from "../host-port.ts";

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
 * Gives a command the flags by which it runs the project in this folder.
 *
 *     withProjectOptions(new Command("run"));
 */
export function withProjectOptions(command: Command): Command {
  command.option("-f, --file <file>", "a deployment's keys, as YAML");
  for (const option of deploymentOptions()) {
    if (FLAGS.includes(option.long ?? "")) command.addOption(option);
  }
  return command
    .addOption(
      new Option("-p, --port <number>", "where it listens")
        .argParser(parsePort)
        .default(10000),
    )
    .addOption(
      new Option(
        "--upstream <host:port>",
        "where the traffic goes; without it, an answer of its own",
      ).argParser(parseHostPort),
    )
    .addOption(clusterOption())
    .option("--no-build", "run the module that is there");
}

/**
 * The flag that says where the clusters are that a filter calls.
 *
 *     command.addOption(clusterOption());
 */
export function clusterOption(): Option {
  return new Option(
    "--cluster <name=host:port...>",
    "services that the filter calls; name=grpc://host:port for gRPC",
  ).argParser(addCluster);
}
