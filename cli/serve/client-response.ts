import { ServerResponse, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Header } from "../../host/index.ts";
import type { Client } from "./exchange.ts";
import { isOfConnection, type AnswerHead } from "./upstream.ts";

/** The names and values that Node sends; Envoy sends all. */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * A client that gets its answer as an HTTP response. Headers that Node cannot send are
 * left out and reported.
 *
 *     const client = responseClient(incoming, outgoing, console.error);
 */
export function responseClient(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  say: (line: string) => void,
): Client {
  const sendable = (headers: readonly Header[]) =>
    headers.filter(([name, value]) => {
      const isSent = NAME.test(name) && VALUE.test(value);
      if (!isSent) say(`Left out a header that Node cannot send: ${name}.`);
      return isSent;
    });
  const client: Client = {
    head(head) {
      const { status, isWhole } = head;
      if (status < 200 || status > 999) {
        return client.breakOff(`The filter answered with status ${status}.`);
      }
      const headers = sendable(framed(head, incoming.method));
      outgoing.writeHead(status, headers.flat());
      if (!isWhole) outgoing.flushHeaders();
    },
    write: (part) => outgoing.writableEnded || outgoing.write(part),
    end(trailers) {
      if (outgoing.writableEnded) return;
      const isChunked = outgoing.chunkedEncoding;
      if (trailers && isChunked) outgoing.addTrailers(sendable(trailers));
      outgoing.end();
    },
    breakOff(message) {
      if (message === undefined || outgoing.headersSent) outgoing.destroy();
      else {
        const type = { "content-type": "text/plain; charset=utf-8" };
        outgoing.writeHead(500, type).end(`${message}\n`);
      }
    },
    pause: () => void incoming.pause(),
    resume: () => void incoming.resume(),
  };
  return client;
}

/** Adds the length to the headers of an answer without a body, as Envoy does. */
function framed(
  { status, headers, isWhole }: AnswerHead,
  method: string | undefined,
): readonly Header[] {
  const hasLength = headers.some(([name]) => name === "content-length");
  const isBodiless = status === 204 || status === 304 || method === "HEAD";
  if (!isWhole || hasLength || isBodiless) return headers;
  return [...headers, ["content-length", "0"]];
}

/**
 * A client whose connection is upgraded if the answer says so, and which gets an HTTP
 * response otherwise.
 *
 *     const client = upgradedClient(incoming, socket, console.error);
 */
export function upgradedClient(
  incoming: IncomingMessage,
  socket: Duplex,
  say: (line: string) => void,
): Client {
  let response: Client | undefined;
  return {
    head(head) {
      if (head.status === 101) {
        socket.write(switching(head, incoming.headers.upgrade ?? ""), "latin1");
      } else {
        response = responseOn(incoming, socket, say);
        response.head(head);
      }
    },
    write: (part) =>
      response ? response.write(part) : socket.destroyed || socket.write(part),
    end(trailers) {
      if (response) response.end(trailers);
      else socket.end();
    },
    breakOff(message) {
      if (response) response.breakOff(message);
      else socket.destroy();
    },
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
  };
}

/** An HTTP response on a connection that Node has handed over. */
export function responseOn(
  incoming: IncomingMessage,
  socket: Duplex,
  say: (line: string) => void,
): Client {
  const outgoing = new ServerResponse(incoming);
  outgoing.shouldKeepAlive = false;
  outgoing.assignSocket(socket as Parameters<typeof outgoing.assignSocket>[0]);
  outgoing.on("finish", () => socket.end());
  return responseClient(incoming, outgoing, say);
}

function switching({ headers }: AnswerHead, protocol: string): string {
  const sent = headers.filter(
    ([name, value]) =>
      NAME.test(name) && VALUE.test(value) && !isOfConnection(name),
  );
  const lines = sent.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const own = `connection: Upgrade\r\nupgrade: ${protocol}\r\n`;
  return `HTTP/1.1 101 Switching Protocols\r\n${lines}${own}\r\n`;
}
