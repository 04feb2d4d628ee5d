import { isIP, isIPv6 } from "node:net";

/** One address that a name server returns for a name. */
export interface DnsRecord {
  /** For example `192.0.2.1` or `2001:db8::1`. */
  address: string;
  /** How many seconds it may be cached; 0 by default. */
  ttl?: number;
}

/** The addresses of a name; null where the lookup fails. */
export type DnsRecords = readonly DnsRecord[] | null;

/**
 * Answers in place of a name server. A filter gets a promised answer when the clock
 * next moves.
 */
export type DnsResolver = (name: string) => DnsRecords | Promise<DnsRecords>;

/**
 * The answer that Envoy gives without a lookup, because the name is an address; null
 * for any other name.
 *
 *     knownAnswer("127.0.0.1") // [{ address: "127.0.0.1" }]
 */
export function knownAnswer(name: string): readonly DnsRecord[] | null {
  return isIP(name) === 0 ? null : [{ address: name }];
}

/**
 * Encodes an answer for a plugin: the count, each TTL, then each address with a NUL.
 */
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
