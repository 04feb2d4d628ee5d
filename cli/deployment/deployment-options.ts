import { InvalidArgumentError, Option, type Command } from "commander";
import { addCluster } from "../base/service-address.ts";
import type { DeploymentInput } from "./deployment.ts";

/**
 * Gives a command the flags of a deployment; {@link flagsOf} reads them.
 *
 *     withDeploymentOptions(new Command("wasmplugin"));
 */
export function withDeploymentOptions(command: Command): Command {
  for (const option of deploymentOptions()) command.addOption(option);
  return command;
}

/**
 * The keys of a deployment that a command's flags give.
 *
 *     flagsOf({ envVar: ["A=b"] }); // { environment: { A: "b" } }
 */
export function flagsOf(values: Record<string, unknown>): DeploymentInput {
  const known = deploymentOptions().map((option) => option.attributeName());
  return Object.fromEntries(
    known.flatMap((key) =>
      values[key] === undefined ? [] : [[KEYS[key] ?? key, values[key]]],
    ),
  );
}

/** The flags whose name is not the key's. */
const KEYS: Record<string, keyof DeploymentInput> = {
  cluster: "clusters",
  configurationJson: "configuration",
  env: "environment",
  hostEnv: "hostEnvironment",
  label: "labels",
  port: "ports",
  target: "targetRefs",
};

/** The flags of a deployment, as commander has them. */
export function deploymentOptions(): Option[] {
  return [
    new Option("--name <name>", "of the resource and the plugin"),
    new Option("--namespace <name>", 'its namespace ("default")'),
    new Option("--form <form>", "http, network, accessLog or service"),
    new Option("--url <url>", "the module: oci://, https://, http://, file://"),
    new Option("--module <file>", "the same module here, read for its digest"),
    new Option("--sha256 <digest>", "of the image, or of the .wasm file"),
    new Option("--pull-policy <policy>", "IfNotPresent or Always"),
    new Option("--pull-secret <name>", "a Secret with a registry's password"),
    new Option("--root-id <id>", "which registered context to use"),
    new Option("--vm-id <id>", "plugins of the same id share a VM"),
    new Option("--configuration <text>", "the plugin's configuration, as text"),
    new Option("--configuration-json <json>", "the same as JSON").argParser(
      parseJson,
    ),
    new Option("--vm-configuration <text>", "the VM's configuration"),
    new Option("--env <name=value...>", "variables of the VM").argParser(
      addPair,
    ),
    new Option("--host-env <name...>", "the proxy's variables to pass on"),
    new Option("--fail-policy <policy>", "closed, open or reload"),
    new Option("--phase <phase>", "AUTHN, AUTHZ or STATS"),
    new Option("--priority <number>", "higher is earlier in a phase").argParser(
      parseNumber,
    ),
    new Option("--label <name=value...>", "the pods to select").argParser(
      addPair,
    ),
    new Option(
      "--target <kind/name...>",
      "Gateway/eg, HTTPRoute/web",
    ).argParser(addTarget),
    new Option("--context <context>", "any, inbound, outbound or gateway"),
    new Option("--port <number...>", "only these ports").argParser(addNumber),
    new Option("--proxy-version <regex>", "only these versions of Istio"),
    new Option("--capabilities <which>", '"least": what the module needs'),
    new Option(
      "--allow-on-headers-stop-iteration",
      "StopIteration stops headers alone (Envoy 1.35)",
    ),
    new Option("--singleton", "a service that runs once, not per worker"),
    new Option(
      "--cluster <name=address...>",
      "services that the filter calls",
    ).argParser(addClusterText),
  ];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidArgumentError(
      `It is not JSON: ${(error as Error).message}.`,
    );
  }
}

function parseNumber(text: string): number {
  if (/^-?\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number.");
}

function addNumber(text: string, before: number[] = []): number[] {
  return [...before, parseNumber(text)];
}

function addPair(
  text: string,
  before: Record<string, string> = {},
): Record<string, string> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError("It must be NAME=VALUE.");
  }
  return { ...before, [name]: value };
}

/** As the file has it: the address is kept as it was written. */
function addClusterText(
  text: string,
  before: Record<string, string> = {},
): Record<string, string> {
  const [name] = Object.keys(addCluster(text));
  if (Object.hasOwn(before, name)) {
    throw new InvalidArgumentError(`The cluster ${name} is there already.`);
  }
  return { ...before, [name]: text.slice(name.length + 1) };
}

type TargetRef = NonNullable<DeploymentInput["targetRefs"]>[number];

function addTarget(text: string, before: TargetRef[] = []): TargetRef[] {
  const [, kind, name, sectionName] =
    /^([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(text) ?? [];
  if (kind === undefined || name === undefined) {
    throw new InvalidArgumentError(
      "It must be KIND/NAME or KIND/NAME/SECTION, as Gateway/eg.",
    );
  }
  const section = sectionName === undefined ? {} : { sectionName };
  return [...before, { kind, name, ...section }];
}
