import { InvalidArgumentError, Option } from "commander";
import { addCluster, parseService } from "../base/service-address.ts";

/**
 * The flags about the proxy around a filter, with what is said of the traffic's.
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
      "what connections may become: websocket",
    ).argParser(addProtocol),
    new Option(
      "--buffer-limit <size>",
      "of a body that waits, such as 4MiB (1MiB)",
    ).argParser(parseSize),
  ];
}

function addProtocol(text: string, before: string[] = []): string[] {
  if (/^[\w.!#$%&'*+^`|~-]+$/.test(text)) return [...before, text];
  throw new InvalidArgumentError("It must be a protocol, such as websocket.");
}

const UNITS: Record<string, number> = { "": 1, KiB: 1024, MiB: 1024 ** 2 };

/** Envoy's field has 32 bits, and 0 would be no limit there. */
const MAX_SIZE = 2 ** 32 - 1;

function parseSize(text: string): number {
  const [, digits, unit = ""] = /^(\d+)(KiB|MiB)?$/.exec(text) ?? [];
  const size = Number(digits) * UNITS[unit];
  if (size > 0 && size <= MAX_SIZE) return size;
  throw new InvalidArgumentError(
    "It must be bytes, as in 65536, 64KiB or 4MiB, and below 4 GiB.",
  );
}
