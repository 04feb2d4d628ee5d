import { isIP, isIPv6 } from "node:net";

/** An address that a name server gives for a name. */
export interface DnsRecord {
  /** Such as `192.0.2.1` or `2001:db8::1`. */
  address: string;
  /** For how many seconds it may be kept; 0 by default. */
  ttl?: number;
}

/** Answers for a name server; null where it fails. */
export type DnsResolver = (name: string) => readonly DnsRecord[] | null;

/**
 * The answer that Envoy has for a name without asking; null for any other.
 *
 *     knownAnswer("127.0.0.1") // [{ address: "127.0.0.1" }]
 */
export function knownAnswer(name: string): readonly DnsRecord[] | null {
  return isIP(name) === 0 ? null : [{ address: name }];
}

/** An answer as a plugin gets it: the count, each TTL, and each address with a NUL. */
export function encodeDnsAnswer(records: readonly DnsRecord[] | null): Buffer {
  if (records === null) return Buffer.alloc(0);
  const numbers = Buffer.alloc(4 + records.length * 4);
  numbers.writeUInt32LE(records.length);
  const texts = records.map(({ address, ttl = 0 }, index) => {
    numbers.writeUInt32LE(ttl, 4 + index * 4);
    const host = isIPv6(address) ? `[${address}]` : address;
    return Buffer.from(`${host}:0\0`);
  });
  return Buffer.concat([numbers, ...texts]);
}
