import type { LocalReply } from "../message/local-reply.ts";
import { admit, meetExpectation } from "./connection-manager.ts";
import type { HeaderMap } from "../message/header-map.ts";
import { listOf } from "../message/header-syntax.ts";
import { readRequest, type RequestHead } from "./request-codec.ts";

/** What becomes of a request's headers in front of the filters. */
export interface Arrival {
  /** As the first filter has them; null where the codec could not read them. */
  headers: HeaderMap | null;
  endOfStream: boolean;
  /** Whether the connection is closed behind the response. */
  closes: boolean;
  isHead: boolean;
  /** Whether Envoy has told the client to go on. */
  goesOn: boolean;
  /** What Envoy answers by itself; null where the filters have the request. */
  reply: LocalReply | null;
}

/**
 * Lets a request come through Envoy's codec and its connection manager, which takes some
 * upgrades and refuses others.
 *
 *     arrive({ path: "/a#b" }, true).reply?.status // 400
 */
export function arrive(
  head: RequestHead,
  endOfStream: boolean,
  upgrades: readonly string[] = [],
): Arrival {
  const { headers, refusal } = readRequest(head, !endOfStream);
  if (headers === null) {
    // Whose method nobody has read.
    const isHead = false;
    const goesOn = false;
    return {
      headers,
      endOfStream,
      closes: true,
      isHead,
      goesOn,
      reply: refusal,
    };
  }
  const method = headers.get(":method");
  const isClosing = listOf(headers.get("connection") ?? "").some(
    (each) => each.toLowerCase() === "close",
  );
  const goesOn = meetExpectation(headers);
  const rejection = admit(headers, upgrades);
  return {
    headers,
    // What follows a CONNECT is for whoever the connection is made with.
    endOfStream: endOfStream && method !== "CONNECT",
    closes: isClosing || (rejection?.closes ?? false),
    isHead: method === "HEAD",
    goesOn,
    reply: rejection?.reply ?? null,
  };
}
