import type { IncomingMessage } from "node:http";
import type { Header, Properties } from "../../host/index.ts";

/** The head of a request that leaves the filter, or of one that the filter made. */
export interface OutgoingHead {
  method: string;
  path: string;
  authority: string;
  /** Without pseudo-headers. */
  headers: readonly Header[];
  /** The protocol to upgrade the connection to, such as `websocket`. */
  upgrade?: string;
  /** Whether nothing follows the head. */
  isWhole: boolean;
}

/** The head of an answer. */
export interface AnswerHead {
  status: number;
  headers: readonly Header[];
  /** Whether nothing follows the head. */
  isWhole: boolean;
}

/** Why a connection broke, in Envoy's words. */
export type BreakReason =
  "remote connection failure" | "connection termination" | "protocol error";

/** Receives what a server answers, never synchronously; `end` or `breakOff` is last. */
export interface Answers {
  head(head: AnswerHead): void;
  data(part: Uint8Array): void;
  end(trailers: readonly Header[] | null): void;
  breakOff(reason: BreakReason): void;
  /** The server accepts more of the request again. */
  drain(): void;
  /** There is a connection, with these properties of an `upstream`. */
  connected(properties: Properties): void;
}

/** A request on its way to a server. */
export interface Sending {
  /** False if the server should get nothing more until `drain`. */
  write(part: Uint8Array): boolean;
  end(trailers: readonly Header[] | null): void;
  /** Stops reading the answer until `resume`. */
  pause(): void;
  resume(): void;
  /** Breaks it off; nothing more is reported. */
  cancel(): void;
}

/**
 * Sends requests to a server; its answers are passed on as they arrive.
 *
 *     const sending = upstream(head, answers);
 *     sending.end(null);
 */
export type Upstream = (head: OutgoingHead, answers: Answers) => Sending;

/** Whether a header is only for one connection and is not forwarded. */
export function isOfConnection(name: string): boolean {
  return /^(connection|keep-alive|transfer-encoding|upgrade)$/.test(name);
}

/**
 * An upstream that answers each request with what it received, as text.
 *
 *     echo(head, answers).end(null); // 200, "GET /\n…"
 */
export const echo: Upstream = (head, answers) => {
  const parts: Uint8Array[] = [];
  let isOver = false;
  const answer = () => {
    if (isOver) return;
    isOver = true;
    const { method, path, authority, headers } = head;
    const pseudo: Header[] = [
      [":authority", authority],
      [":path", path],
      [":method", method],
    ];
    const lines = [...pseudo, ...headers]
      .map(([name, value]) => `${name}: ${value}\n`)
      .join("");
    const body = Buffer.concat(parts);
    const start = Buffer.from(body.length > 0 ? `${lines}\n` : lines);
    const text = Buffer.concat([start, body]);
    answers.head({
      status: 200,
      headers: [
        ["content-type", "text/plain"],
        ["content-length", String(text.length)],
      ],
      isWhole: false,
    });
    answers.data(text);
    answers.end(null);
  };
  return {
    write: (part) => parts.push(part) > 0,
    end: () => void setImmediate(answer),
    pause: () => undefined,
    resume: () => undefined,
    cancel: () => void (isOver = true),
  };
};

/**
 * The headers of a message as they were sent, names in lower case, without
 * those of the connection.
 *
 *     headersOf(incoming); // [["accept", "text/html"], …]
 */
export function headersOf({
  rawHeaders,
}: Pick<IncomingMessage, "rawHeaders">): Header[] {
  return pairsOf(rawHeaders).filter(([name]) => !isOfConnection(name));
}

/**
 * Node's flat list of names and values as pairs, names in lower case.
 *
 *     pairsOf(["Accept", "text/html"]); // [["accept", "text/html"]]
 */
export function pairsOf(flat: readonly string[]): Header[] {
  return Array.from({ length: flat.length / 2 }, (_, index): Header => [
    (flat[2 * index] ?? "").toLowerCase(),
    flat[2 * index + 1] ?? "",
  ]);
}
