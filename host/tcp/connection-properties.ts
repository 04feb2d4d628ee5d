import type { Properties } from "../contexts/properties.ts";
import { HeaderMap } from "../message/header-map.ts";

/** What the proxy knows about a connection. */
export interface ConnectionFacts {
  source: string;
  destination: string;
  /** When it was accepted, in nanoseconds. */
  time: bigint;
  /** How many bytes the proxy has read and sent so far. */
  received: number;
  sent: number;
  /** Envoy's response flags, one bit each. */
  flags: number;
}

/** The properties of a connection without TLS, which has no messages. */
export function connectionProperties(facts: ConnectionFacts): Properties {
  const { received, sent } = facts;
  return {
    source: address(facts.source),
    destination: address(facts.destination),
    connection: { mtls: false, requested_server_name: "" },
    request: {
      time: facts.time,
      size: received,
      total_size: received,
      headers: new HeaderMap("request"),
    },
    response: {
      flags: facts.flags,
      size: sent,
      total_size: sent,
      headers: new HeaderMap("response"),
      trailers: new HeaderMap("trailers"),
    },
  };
}

function address(text: string): Properties {
  return { address: text, port: Number(text.slice(text.lastIndexOf(":") + 1)) };
}
