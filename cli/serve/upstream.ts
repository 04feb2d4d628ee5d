import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Header, Message, UpstreamAnswer } from "../../host/index.ts";
import type { HostPort } from "../host-port.ts";

/** A request that leaves the filter: let through, or made by itself. */
export type Outgoing = Pick<Message, "headers" | "header" | "body">;

/** Answers what leaves the filter. */
export type Upstream = (message: Outgoing) => Promise<UpstreamAnswer>;

/** Whether a header is for one connection, and goes no further. */
export function isOfConnection(name: string): boolean {
  return /^(connection|keep-alive|transfer-encoding|upgrade)$/.test(name);
}

/**
 * An upstream that answers each request with what it got, as text.
 *
 *     await echo(stream.upstream); // { status: 200, body: "GET /\n…" }
 */
export function echo(message: Outgoing): Promise<UpstreamAnswer> {
  const lines = message.headers.map(([name, value]) => `${name}: ${value}\n`);
  const body = message.body.toString();
  const text = [...lines, ...(body === "" ? [] : ["\n", body])].join("");
  return Promise.resolve({
    status: 200,
    headers: {
      "content-type": "text/plain",
      "content-length": String(Buffer.byteLength(text)),
    },
    body: text,
  });
}

/**
 * An upstream behind an address. Where it cannot be reached the answer is 503,
 * as Envoy's is.
 *
 *     await forwardTo({ host: "127.0.0.1", port: 8080 })(stream.upstream);
 */
export function forwardTo({ host, port }: HostPort): Upstream {
  return async (message) => {
    const headers = message.headers.filter(([name]) => !name.startsWith(":"));
    const outgoing = request({
      host,
      port,
      method: message.header(":method"),
      path: message.header(":path"),
      headers: [
        ...headers.flat(),
        ...["host", message.header(":authority") ?? host],
      ],
    });
    try {
      outgoing.end(message.body);
      const [incoming] = (await once(outgoing, "response")) as [
        IncomingMessage,
      ];
      return {
        status: incoming.statusCode ?? 200,
        headers: headersOf(incoming),
        body: await buffer(incoming),
      };
    } catch (error) {
      const body = `Cannot reach ${host}:${port}: ${(error as Error).message}\n`;
      return { status: 503, body };
    }
  };
}

/**
 * The headers of a message as they were sent, names in lower case, without
 * those of the connection.
 *
 *     headersOf(incoming); // [["accept", "text/html"], …]
 */
export function headersOf({ rawHeaders }: IncomingMessage): Header[] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index): Header => [
    (rawHeaders[2 * index] ?? "").toLowerCase(),
    rawHeaders[2 * index + 1] ?? "",
  ]).filter(([name]) => !isOfConnection(name));
}
