import { InvalidArgumentError } from "commander";

/** An address of the network. */
export interface HostPort {
  host: string;
  port: number;
}

const MAX_PORT = 65535;

/**
 * Reads `HOST:PORT` from a command line; an IPv6 address stands in brackets.
 *
 *     parseHostPort("[::1]:8080"); // { host: "::1", port: 8080 }
 */
export function parseHostPort(text: string): HostPort {
  const [, host, digits] = /^\[?([^\]]+)\]?:(\d+)$/.exec(text) ?? [];
  const port = Number(digits);
  if (host !== undefined && port <= MAX_PORT) return { host, port };
  throw new InvalidArgumentError("It must be HOST:PORT.");
}

/** Reads a port from a command line; 0 lets the system choose. */
export function parsePort(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= MAX_PORT) return Number(text);
  throw new InvalidArgumentError(`It must be a port, 0 to ${MAX_PORT}.`);
}

/**
 * Adds `NAME=HOST:PORT` from a command line to those before it.
 *
 *     addCluster("auth=127.0.0.1:9000"); // { auth: { host: …, port: 9000 } }
 */
export function addCluster(
  text: string,
  before: Record<string, HostPort> = {},
): Record<string, HostPort> {
  const [, name, address] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name !== undefined && address !== undefined) {
    return { ...before, [name]: parseHostPort(address) };
  }
  throw new InvalidArgumentError("It must be NAME=HOST:PORT.");
}
