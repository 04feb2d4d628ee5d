import { lookup } from "node:dns/promises";
import type { DnsResolver } from "../../host/index.ts";

/**
 * Resolves the names that filters ask for as this machine does, which does not tell
 * how long an address may be cached.
 *
 *     await resolveName("localhost"); // [{ address: "127.0.0.1" }]
 */
export const resolveName: DnsResolver = async (name) => {
  const found = await lookup(name, { all: true });
  return found.map(({ address }) => ({ address }));
};
