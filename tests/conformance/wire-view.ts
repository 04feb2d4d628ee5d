import type { Header } from "../../host/index.ts";
import { comparable } from "./observe.ts";
import { hasNoBody } from "./wire.ts";
import { lengthOf, type ObservedMessage } from "./scenario/step.ts";

/** Interim responses before the final one. */
const GO_ON = /^HTTP\/1\.1 100 Continue\r\n\r\n/;

export interface WireMessage {
  /** A response to HEAD, which has no body. */
  isHead?: boolean;
  /** Whether the connection is gone. */
  closed: boolean;
}

/**
 * The message in the bytes of a connection, or null before there are any. Bytes after
 * the announced length are part of the body.
 */
export function viewOf(
  bytes: Buffer,
  { isHead = false, closed }: WireMessage,
): ObservedMessage | null {
  const text = bytes.toString("latin1").replace(GO_ON, "");
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [first, ...lines] = text.slice(0, end).split("\r\n");
  const headers = lines.map(headerOf);
  const rest = text.slice(end + 4);
  const start = startOf(first);
  const length = isHead || hasNoBody(start) ? 0 : lengthOf(headers);
  const chunked = headers.some(([name]) => name === "transfer-encoding");
  const message: ObservedMessage = {
    start,
    headers: comparable(headers),
    body: rest,
    trailers: [],
    state: "open",
  };
  const complete =
    length !== null
      ? rest.length >= length
      : chunked
        ? unchunk(rest, message)
        : true;
  message.state = complete ? "complete" : closed ? "reset" : "open";
  return message;
}

function startOf(line: string): string {
  const [one, two] = line.split(" ");
  return one.startsWith("HTTP/") ? two : `${one} ${two}`;
}

function headerOf(line: string): Header {
  const middle = line.indexOf(":");
  return [line.slice(0, middle).toLowerCase(), line.slice(middle + 1).trim()];
}

/** Decodes a chunked body; false if more of it is to come. */
function unchunk(rest: string, message: ObservedMessage): boolean {
  message.body = "";
  for (let at = 0; ;) {
    const end = rest.indexOf("\r\n", at);
    if (end < 0) return false;
    const size = Number.parseInt(rest.slice(at, end), 16);
    if (Number.isNaN(size)) return false;
    at = end + 2;
    if (size === 0) {
      const tail = rest.slice(at);
      if (!tail.endsWith("\r\n")) return false;
      const lines = tail.split("\r\n").filter((line) => line !== "");
      message.trailers = comparable(lines.map(headerOf));
      return true;
    }
    message.body += rest.slice(at, at + size);
    at += size + 2;
    if (at > rest.length) return false;
  }
}
