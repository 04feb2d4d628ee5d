import { connect, type ClientHttp2Session } from "node:http2";
import { extension, type EnvoyObject } from "../cli/envoy/extension.ts";

/** Streams that wait in Envoy, after the filters, until they are closed. */
export interface ParkedStreams {
  /** Opens more streams, and resolves when Envoy has created them. */
  add(count: number): Promise<void>;
  close(): void;
}

/** A filter that holds the streams that ask for it, and passes all others. */
export function parkingFilter(): EnvoyObject {
  const all = { numerator: 100, denominator: "HUNDRED" };
  return extension(
    "envoy.filters.http.fault",
    "envoy.extensions.filters.http.fault.v3.HTTPFault",
    { delay: { header_delay: {}, percentage: all } },
  );
}

const STREAMS_PER_SESSION = 100;
const ONE_HOUR = "3600000";

/**
 * Opens streams over HTTP/2 that a `parkingFilter` holds.
 *
 *     const parked = parkStreams(envoy.port());
 *     await parked.add(1000);
 */
export function parkStreams(port: number): ParkedStreams {
  const sessions: ClientHttp2Session[] = [];
  return {
    add: async (count) => {
      for (let left = count; left > 0; left -= STREAMS_PER_SESSION) {
        const session = connect(`http://127.0.0.1:${port}`);
        session.on("error", () => {});
        sessions.push(session);
        park(session, Math.min(left, STREAMS_PER_SESSION));
        // The answer comes once Envoy has read everything sent before.
        await answered(session);
      }
    },
    close: () => {
      for (const session of sessions) session.destroy();
    },
  };
}

function park(session: ClientHttp2Session, count: number): void {
  for (let i = 0; i < count; i++) {
    const headers = { "x-envoy-fault-delay-request": ONE_HOUR };
    session.request({ ":path": "/parked", ...headers }).on("error", () => {});
  }
}

function answered(session: ClientHttp2Session): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ":path": "/" });
    stream.on("error", reject);
    stream.on("end", () => resolve());
    stream.resume().end();
  });
}
