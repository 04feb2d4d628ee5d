import { Command, InvalidArgumentError } from "commander";
import type { NameOptions } from "../kubectl/named-resource.ts";
import { KUBERNETES_KINDS } from "../manifests/kinds.ts";
import { print } from "../base/print.ts";
import type { FilterStatus, StatusOptions } from "../status/filter-status.ts";
import { namedKindCommands } from "./named-kind-commands.ts";

/** The options of `proxy-wasm status`. */
type Options = NameOptions &
  Omit<StatusOptions, "log"> & {
    wait?: boolean;
    timeout: number;
    json?: boolean;
    refetch?: boolean;
    log?: string;
  };

/** `proxy-wasm status`: says whether a filter is in force, and why not. */
export function statusCommand(): Command {
  const command = new Command("status")
    .summary("say whether a filter is in force, and why not")
    .description(
      "Say whether a filter is in force: what the control plane says about its resource, what each proxy runs, and what the lines in their logs mean. Ends with status 1 where it is not.",
    );
  namedKindCommands<Options>(
    command,
    "Say whether it is in force:",
    KUBERNETES_KINDS,
    async (kind, options) => {
      const { namedResources } = await import("../kubectl/named-resource.ts");
      const { filterStatus } = await import("../status/filter-status.ts");
      const { refetch } = await import("../status/refetch.ts");
      const given = await givenTo(options);
      for (const name of await namedResources(kind.name, options)) {
        if (options.refetch) await refetch(name, options);
        await reportStatus(() => filterStatus(name, given), options);
      }
    },
    (subcommand) =>
      withStatusOptions(subcommand)
        .option("--kube-context <name>", "a context of the kubeconfig")
        .option("--refetch", "have what could not be fetched fetched again")
        .option("--agent <url>", "Istio's agent beside --admin", list),
  );
  return command.addCommand(envoyCommand());
}

function envoyCommand(): Command {
  return withStatusOptions(new Command("envoy"))
    .summary("Envoy itself")
    .description("Say whether plugins are in force in Envoy itself.")
    .option("--name <name>", "of the plugin (all plugins)")
    .addHelpText(
      "after",
      "\nExample: proxy-wasm status envoy --admin http://127.0.0.1:9901",
    )
    .action(async (options: Options) => {
      const { envoyStatus } = await import("../status/filter-status.ts");
      const given = { admin: [ADMIN], ...(await givenTo(options)) };
      await reportStatus(() => envoyStatus(options.name, given), options);
    });
}

/** How many seconds a cluster may take by default. */
const TIMEOUT = 60;

/** Where `manifest envoy` puts it. */
const ADMIN = "http://127.0.0.1:9901";

function withStatusOptions(command: Command): Command {
  return command
    .option("--admin <url>", "ask this admin interface of Envoy", list)
    .option("--log <file>", "the log of these proxies")
    .option("--json", "print everything as JSON")
    .option("--wait", "wait until it is in force")
    .option("--timeout <seconds>", "how long to wait", seconds, TIMEOUT);
}

/** Prints a status, once it is as wanted, and sets the exit status. */
export async function reportStatus(
  look: () => Promise<FilterStatus>,
  {
    wait,
    timeout = TIMEOUT,
    json,
  }: { wait?: boolean; timeout?: number; json?: boolean },
): Promise<void> {
  const { waitUntil } = await import("../status/wait-until.ts");
  const { statusText } = await import("../status/print-status.ts");
  const status = await waitUntil(look, wait ? timeout : 0);
  print(json ? JSON.stringify(status, null, 2) : statusText(status));
  if (!status.inForce) process.exitCode = 1;
}

async function givenTo(options: Options): Promise<StatusOptions> {
  const { log, ...rest } = options;
  if (log === undefined) return rest;
  const { readFileOf } = await import("../base/read-file-of.ts");
  const text = (await readFileOf("the log", log)).toString();
  return { ...rest, log: text.split("\n") };
}

function list(value: string, before: string[] = []): string[] {
  const url = /^https?:\/\//.test(value) ? value : `http://${value}`;
  if (URL.canParse(url)) return [...before, url];
  throw new InvalidArgumentError("It must be a URL, http://HOST:PORT.");
}

/** Reads a number of seconds from a command line. */
export function seconds(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number of seconds.");
}
