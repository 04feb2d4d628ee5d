import { HeaderMap } from "../message/header-map.ts";
import type { Properties } from "../contexts/properties.ts";

/** What is known of a connection. */
export interface ConnectionFacts {
  source: string;
  destination: string;
  /** When it was accepted, in nanoseconds. */
  time: bigint;
  /** The bytes that the proxy has read and sent so far. */
  received: number;
  sent: number;
  /** Envoy's response flags, a bit each. */
  flags: number;
}

/** What filters read of a connection without TLS, which has no messages. */
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
