import { InvalidArgumentError } from "commander";

/** An address of the network. */
export interface HostPort {
  host: string;
  port: number;
}

/** Where a service is that a filter calls, by its cluster's name. */
export type Clusters = Record<string, ClusterAddress>;

export interface ClusterAddress extends HostPort {
  /** Whether it speaks HTTP/2, as gRPC does. */
  http2?: boolean;
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
 * Adds `NAME=HOST:PORT` from a command line to those before it; of a service that is
 * called by gRPC, `NAME=grpc://HOST:PORT`.
 *
 *     addCluster("auth=127.0.0.1:9000"); // { auth: { host: …, port: 9000 } }
 */
export function addCluster(text: string, before: Clusters = {}): Clusters {
  const [, name, grpc, address] = /^([^=]+)=(grpc:\/\/)?(.+)$/.exec(text) ?? [];
  if (name !== undefined && address !== undefined) {
    const place = parseHostPort(address);
    return { ...before, [name]: grpc ? { ...place, http2: true } : place };
  }
  throw new InvalidArgumentError("It must be NAME=[grpc://]HOST:PORT.");
}
