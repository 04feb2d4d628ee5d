import { isIPv6 } from "node:net";
import { InvalidArgumentError } from "commander";

/** A network address. */
export interface HostPort {
  host: string;
  port: number;
}

export const MAX_PORT = 65535;

/**
 * Reads `HOST:PORT` from a command line; an IPv6 address is in brackets.
 *
 *     parseHostPort("[::1]:8080"); // { host: "::1", port: 8080 }
 */
export function parseHostPort(text: string): HostPort {
  const { host, port } = splitHostPort(text);
  if (port !== undefined) return { host, port };
  throw new InvalidArgumentError("It must be HOST:PORT.");
}

/**
 * Reads `HOST[:PORT]` from a command line; an IPv6 address is in brackets.
 *
 *     splitHostPort("localhost"); // { host: "localhost" }
 */
export function splitHostPort(text: string): { host: string; port?: number } {
  const parts = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::([^:]*))?$/s.exec(text);
  if (parts === null) {
    throw new InvalidArgumentError(
      "It must be HOST:PORT, with an IPv6 address in brackets, such as [::1]:8080.",
    );
  }
  const [, address, name, digits] = parts;
  const host = address ?? name ?? "";
  const isHost = address === undefined ? isName(host) : isIPv6(host);
  if (!isHost) {
    throw new InvalidArgumentError(
      `${JSON.stringify(host)} is neither a host name nor an address.`,
    );
  }
  return digits === undefined ? { host } : { host, port: parsePort(digits) };
}

/** Reads a port from a command line; 0 lets the system choose. */
export function parsePort(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= MAX_PORT) return Number(text);
  throw new InvalidArgumentError(`The port must be 0 to ${MAX_PORT}.`);
}

/** Names that resolvers accept; services of Docker Compose have underscores. */
function isName(host: string): boolean {
  return /^[\w-]+(\.[\w-]+)*\.?$/.test(host);
}
