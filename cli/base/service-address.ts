import { InvalidArgumentError } from "commander";
import { splitHostPort, type HostPort } from "./host-port.ts";

/** Where a service is and which protocol it speaks. */
export interface ServiceAddress extends HostPort {
  /** Whether it speaks HTTP/2, as gRPC does, instead of HTTP/1.1. */
  http2?: boolean;
  /** Whether it speaks TLS. */
  tls?: boolean;
}

/** The addresses of the services that a filter calls, by cluster name. */
export type Clusters = Record<string, ServiceAddress>;

interface Scheme {
  http2?: true;
  tls?: true;
  port?: number;
}

const SCHEMES: Record<string, Scheme> = {
  http: { port: 80 },
  https: { tls: true, port: 443 },
  h2c: { http2: true },
  h2: { http2: true, tls: true, port: 443 },
  grpc: { http2: true },
  grpcs: { http2: true, tls: true, port: 443 },
};

/** What a command's help says about the addresses that it takes. */
export const ADDRESS_HELP = `
An address is [SCHEME://]HOST[:PORT]. The scheme is http, as without one, https,
h2c or grpc for HTTP/2, h2 or grpcs for HTTP/2 over TLS.`;

/**
 * Reads the address of a service from a command line.
 *
 *     parseService("grpcs://auth.example"); // { host, port: 443, http2, tls }
 */
export function parseService(text: string): ServiceAddress {
  const [, name, rest = ""] = /^(?:([^:/[]*):\/\/)?(.*)$/s.exec(text) ?? [];
  const scheme: Scheme | undefined =
    name === undefined ? {} : schemeOf(name.toLowerCase());
  if (scheme === undefined) {
    throw new InvalidArgumentError(
      `Unknown scheme ${name}://; use one of ${Object.keys(SCHEMES).join(", ")}.`,
    );
  }
  const authority = name === undefined ? rest : rest.replace(/\/$/, "");
  if (/[/?#@]/.test(authority)) {
    throw new InvalidArgumentError(
      "It must be an address only, without a path or a user.",
    );
  }
  const { host, port = scheme.port } = splitHostPort(authority);
  if (port === undefined || port === 0) {
    throw new InvalidArgumentError("It must have a port: HOST:PORT.");
  }
  const { http2, tls } = scheme;
  return { host, port, ...(http2 && { http2 }), ...(tls && { tls }) };
}

function schemeOf(name: string): Scheme | undefined {
  return Object.hasOwn(SCHEMES, name) ? SCHEMES[name] : undefined;
}

/**
 * Adds a `NAME=ADDRESS` of a command line to the ones before it.
 *
 *     addCluster("auth=127.0.0.1:9000"); // { auth: { host: …, port: 9000 } }
 */
export function addCluster(text: string, before: Clusters = {}): Clusters {
  const [, name, address] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || address === undefined) {
    throw new InvalidArgumentError("It must be NAME=ADDRESS.");
  }
  if (Object.hasOwn(before, name)) {
    throw new InvalidArgumentError(`The cluster ${name} is given twice.`);
  }
  return { ...before, [name]: parseService(address) };
}
