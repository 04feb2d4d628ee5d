import { InvalidArgumentError, Option } from "commander";
import { addCluster, parseService } from "../base/service-address.ts";

/**
 * The flags for the proxy around a filter; `upstream` describes the first of them.
 *
 *     for (const option of proxyOptions("where it goes")) command.addOption(option);
 */
export function proxyOptions(upstream: string): Option[] {
  return [
    new Option("--upstream <address>", upstream).argParser(parseService),
    new Option(
      "--cluster <name=address...>",
      "services that the filter calls",
    ).argParser(addCluster),
    new Option("--ca-file <file>", "certificates to trust for TLS"),
    new Option(
      "--upgrade <protocol...>",
      "protocols to upgrade to, such as websocket",
    ).argParser(addProtocol),
    new Option(
      "--buffer-limit <size>",
      "of a buffered body, such as 4MiB (1MiB)",
    ).argParser(parseSize),
  ];
}

function addProtocol(text: string, before: string[] = []): string[] {
  if (/^[\w.!#$%&'*+^`|~-]+$/.test(text)) return [...before, text];
  throw new InvalidArgumentError("It must be a protocol, such as websocket.");
}

const UNITS: Record<string, number> = { "": 1, KiB: 1024, MiB: 1024 ** 2 };

/** Envoy's field has 32 bits, and takes 0 for "no limit". */
const MAX_SIZE = 2 ** 32 - 1;

function parseSize(text: string): number {
  const [, digits, unit = ""] = /^(\d+)(KiB|MiB)?$/.exec(text) ?? [];
  const size = Number(digits) * UNITS[unit];
  if (size > 0 && size <= MAX_SIZE) return size;
  throw new InvalidArgumentError(
    "It must be a size below 4 GiB, such as 65536, 64KiB or 4MiB.",
  );
}
