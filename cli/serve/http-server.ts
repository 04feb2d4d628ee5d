import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Duplex } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import type { Properties } from "../../host/index.ts";
import {
  responseClient,
  responseOn,
  upgradedClient,
} from "./client-response.ts";
import { Exchange, type Client } from "./exchange.ts";
import { printExchange } from "./print-exchange.ts";
import { connectionProperties, withUpstream } from "./socket-properties.ts";
import type { Abortable, ServeOptions } from "./serve-options.ts";
import { isServerName } from "./server-name.ts";
import { targetOf } from "./target.ts";
import { echo, headersOf, pairsOf, type Upstream } from "./upstream.ts";

/** Envoy's limit for a request's head. */
const MAX_HEADER_SIZE = 60 * 1024;

/**
 * An HTTP server whose requests pass through a project's filter. It listens to
 * nothing: it gets its connections as events.
 *
 *     httpServer(options, open).emit("connection", socket);
 */
export function httpServer(
  options: ServeOptions,
  open: Set<Abortable>,
): Server {
  const limits = { maxHeaderSize: MAX_HEADER_SIZE, requestTimeout: 0 };
  const server = createServer(limits, (incoming, outgoing) => {
    void answer(incoming, outgoing, options, open);
  });
  server.on("clientError", (error, socket) => refuse(error, socket, options));
  server.on("connect", (incoming: IncomingMessage, socket: Duplex) => {
    options.say(`CONNECT ${incoming.url} → 404: this server is not a proxy.`);
    socket.on("error", () => undefined);
    socket.end("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n");
  });
  if (options.upgrades.length > 0) {
    server.on("upgrade", (incoming: IncomingMessage, socket, first) => {
      void answerUpgrade(incoming, { socket, first }, options, open);
    });
  }
  return server;
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: ServeOptions,
  open: Set<Abortable>,
): Promise<void> {
  const client = responseClient(incoming, outgoing, options.say);
  const protocol = upgradeOf(incoming);
  if (protocol !== undefined && !options.upgrades.includes(protocol)) {
    options.say(
      `${incoming.method} ${incoming.url} → 403: it asks to upgrade to ${protocol}; add --upgrade ${protocol}.`,
    );
    return sendText(client, 403, "");
  }
  const exchange = await begin(incoming, client, options, open);
  if (exchange === undefined) return;
  incoming.on("data", (part: Buffer) => exchange.requestData(part));
  incoming.on("end", () => {
    if (!isWhole(incoming)) exchange.requestEnd(trailersOf(incoming));
  });
  incoming.on("error", () => exchange.abort());
  outgoing.on("drain", () => exchange.drained());
  outgoing.on("close", () => exchange.abort());
  if (outgoing.destroyed) exchange.abort();
}

async function answerUpgrade(
  incoming: IncomingMessage,
  { socket, first }: { socket: Duplex; first: Buffer },
  options: ServeOptions,
  open: Set<Abortable>,
): Promise<void> {
  socket.on("error", () => undefined);
  const upgrade = upgradeOf(incoming);
  if (upgrade === undefined || !options.upgrades.includes(upgrade)) {
    const client = responseOn(incoming, socket, options.say);
    if (upgrade !== undefined) return sendText(client, 403, "");
    await begin(incoming, client, options, open);
    return;
  }
  const client = upgradedClient(incoming, socket, options.say);
  const exchange = await begin(incoming, client, options, open, upgrade);
  if (exchange === undefined) return;
  if (first.length > 0) exchange.requestData(first);
  socket.on("data", (part: Buffer) => exchange.requestData(part));
  socket.on("end", () => exchange.requestEnd(null));
  socket.on("drain", () => exchange.drained());
  socket.on("close", () => exchange.abort());
  if (socket.destroyed) exchange.abort();
}

/** Begins an exchange; undefined if the client already has its answer. */
async function begin(
  incoming: IncomingMessage,
  client: Client,
  {
    live,
    httpUpstream: upstream,
    names,
    colors,
    maxStuckMs,
    say,
  }: ServeOptions,
  open: Set<Abortable>,
  upgrade?: string,
): Promise<Exchange | undefined> {
  const { method = "GET", url = "/", headers, socket } = incoming;
  const { authority, path } = targetOf(url, headers.host ?? "localhost");
  if (!isServerName(authority, names)) {
    const reason = `This server does not answer for ${JSON.stringify(authority)}: add its name with --allow-host.`;
    say(`${method} ${url} → 403: ${reason}`);
    sendText(client, 403, `${reason}\n`);
    return undefined;
  }
  const running = await live.current().catch((error: Error) => error);
  if (running instanceof Error) {
    say(`${method} ${url} → 500: no filter runs, see above.`);
    sendText(client, 500, brokenText(running));
    return undefined;
  }
  try {
    const head = {
      method,
      path,
      authority,
      headers: headersOf(incoming).filter(([name]) => name !== "host"),
      isTls: socket instanceof TLSSocket,
      isWhole: upgrade === undefined && isWhole(incoming),
      ...(upgrade !== undefined && { upgrade }),
    };
    const exchange: Exchange = new Exchange(running, head, {
      upstream,
      client,
      propertiesWith: (connected) => propertiesOf(socket, upstream, connected),
      maxStuckMs,
      onEnd(served) {
        open.delete(exchange);
        say(printExchange(served, colors));
      },
    });
    open.add(exchange);
    exchange.begin();
    return exchange;
  } catch (error) {
    const { message } = error as Error;
    say(message);
    client.breakOff(message);
    return undefined;
  }
}

/** What a filter reads about a request's connection, and the one to the upstream. */
function propertiesOf(
  socket: Socket,
  upstream: Upstream,
  connected: () => Properties | null,
): Properties {
  const properties = connectionProperties(socket);
  return upstream === echo
    ? { ...properties, upstream: null }
    : withUpstream(properties, connected);
}

/** Whether a request has no body, according to its headers. */
function isWhole({ headers }: IncomingMessage): boolean {
  const { "transfer-encoding": coding, "content-length": length } = headers;
  return coding === undefined && (length === undefined || length === "0");
}

function trailersOf({ rawTrailers }: IncomingMessage) {
  return rawTrailers.length > 0 ? pairsOf(rawTrailers) : null;
}

/** The protocol a request asks to upgrade to; Envoy ignores h2c. */
function upgradeOf({ headers }: IncomingMessage): string | undefined {
  const { upgrade, connection = "" } = headers;
  const isAsked = /(^|,)\s*upgrade\s*(,|$)/i.test(connection);
  if (!isAsked || upgrade === undefined) return undefined;
  const protocol = upgrade.toLowerCase();
  return protocol === "h2c" ? undefined : protocol;
}

/** What a client reads while no filter runs. */
function brokenText({ message }: Error): string {
  const lines = stripVTControlCharacters(message);
  return `No filter runs here until this is fixed:\n\n${lines}\n`;
}

function sendText(client: Client, status: number, text: string): void {
  const headers: [string, string][] = [
    ["content-length", String(Buffer.byteLength(text))],
  ];
  if (text !== "") headers.push(["content-type", "text/plain"]);
  client.head({ status, headers, isWhole: text === "" });
  if (text !== "") client.write(Buffer.from(text));
  client.end(null);
}

/** Answers as Envoy does to malformed requests and to those with too large a head. */
function refuse(
  error: NodeJS.ErrnoException,
  socket: Duplex,
  { say }: ServeOptions,
): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, text] =
    error.code === "HPE_HEADER_OVERFLOW"
      ? [431, "Request Header Fields Too Large"]
      : [400, "Bad Request"];
  const why =
    status === 431
      ? `a request's headers exceed ${MAX_HEADER_SIZE / 1024} KiB, which is Envoy's limit`
      : error.message;
  say(`Answered ${status}: ${why}.`);
  const headers = `content-length: ${text.length}\r\ncontent-type: text/plain\r\nconnection: close\r\n`;
  socket.end(`HTTP/1.1 ${status} ${text}\r\n${headers}\r\n${text}`);
}
