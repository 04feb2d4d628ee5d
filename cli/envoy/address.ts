import type { EnvoyObject } from "./extension.ts";

/**
 * A TCP address; port 0 lets the kernel pick one.
 *
 *     socketAddress("127.0.0.1", 0)
 */
export function socketAddress(host: string, port: number): EnvoyObject {
  return { socket_address: { address: host, port_value: port } };
}
