import { Option, type Command } from "commander";
import type { Variant } from "../oci/pack-image.ts";
import { annotationOption } from "./parse-arguments.ts";

/** Where the local images are. */
export interface StoreOptions {
  store?: string;
}

/** How to reach a registry. */
export interface RegistryOptions {
  plainHttp?: boolean;
  caFile?: string;
  insecure?: boolean;
  clientCert?: string;
  clientKey?: string;
}

/** How to make an image of a module. */
export interface PackOptions {
  variant: Variant;
  rootId?: string[];
  config?: string;
  annotation?: Record<string, string>;
}

export interface JsonOption {
  json?: boolean;
}

export function addStoreOption(command: Command): Command {
  return command.option(
    "--store <folder>",
    "where local images are (default: $PROXY_WASM_STORE, or a folder in ~/.cache)",
  );
}

export function addOfflineOption(command: Command): Command {
  return command.option(
    "--offline",
    "take the local image, without the registry",
  );
}

export function addRegistryOptions(command: Command): Command {
  return command
    .option(
      "--plain-http",
      "speak HTTP without TLS, to a registry that has none",
    )
    .option("--ca-file <file>", "trust the certificates in this PEM file, too")
    .option("--insecure", "trust every certificate: only for tests")
    .option(
      "--client-cert <file>",
      "the certificate to show the registry, in PEM",
    )
    .option("--client-key <file>", "its key (default: in the same file)");
}

export function addPackOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--variant <name>", "compat: any registry takes it; oci: bare")
        .choices(["compat", "oci"])
        .default("compat"),
    )
    .option(
      "--root-id <id...>",
      "the root ids of the filter, for its description (default: those in runtime-config.json beside the module)",
    )
    .option(
      "--config <file>",
      "a runtime-config.json that describes it instead",
    )
    .option(
      "--annotation <key=value>",
      "add an annotation; may be repeated",
      annotationOption,
    );
}

export function addJsonOption(command: Command): Command {
  return command.option("--json", "print the result as JSON");
}
