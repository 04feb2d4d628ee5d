import { once } from "node:events";
import {
  connect,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
} from "node:http2";
import { Http1Connection, isOk } from "../clients/http1-connection.ts";

/** What became of requests while a plugin was configured again and again. */
export interface Served {
  requests: number;
  /** The versions that have answered. */
  versions: Set<string>;
  failed: string[];
  /** Streams that Envoy has refused as it ended a connection: a client sends them again. */
  refused: number;
  /** Requests that take longer than the drain time: with an answer, and without one. */
  long: { answered: number; cut: number };
}

/** How a client goes on. */
interface Load {
  port: number;
  isOver: () => boolean;
  served: Served;
}

/** Paths whose answers take long begin so. */
export const LONG = "/long";

/** Streams at once on a connection of HTTP/2. */
const AT_ONCE = 5;

const CONNECTIONS = [
  ["http1", serveHttp1, 20],
  ["http2", serveHttp2, 3],
  ["long", serveLong, 5],
] as const;

/** Starts clients of each kind on a port; what they see is in `served`. */
export function startLoad(port: number): {
  served: Served;
  stop: () => Promise<unknown>;
} {
  const served: Served = {
    requests: 0,
    versions: new Set(),
    failed: [],
    refused: 0,
    long: { answered: 0, cut: 0 },
  };
  let isOver = false;
  const load = { port, isOver: () => isOver, served };
  const clients = CONNECTIONS.flatMap(([kind, run, count]) =>
    Array.from({ length: count }, (_, i) => run(`${kind}-${i}`, load)),
  );
  const stop = () => {
    isOver = true;
    return Promise.all(clients);
  };
  return { served, stop };
}

/** Sends one request after another by HTTP/1, over a new connection where Envoy wants one. */
async function serveHttp1(name: string, load: Load): Promise<void> {
  const { port, isOver, served } = load;
  let connection = await Http1Connection.open(port);
  for (let i = 0; !isOver(); i++) {
    const path = `/${name}-${i}`;
    const answer = await connection.ask(requestOf(path));
    const version = /\r\nx-version: (\S+)/.exec(answer.text)?.[1];
    const body = isOk(answer) ? answer.body! : undefined;
    note(served, path, body, version, answer.text);
    const isLast = /\r\nconnection: close/.test(answer.text);
    if (!isLast && !connection.socket.destroyed) continue;
    connection.socket.destroy();
    connection = await Http1Connection.open(port);
  }
  connection.socket.destroy();
}

/** Sends requests that take longer than the drain time: their connection may be cut. */
async function serveLong(name: string, load: Load): Promise<void> {
  const { long, failed } = load.served;
  for (let i = 0; !load.isOver(); i++) {
    const connection = await Http1Connection.open(load.port);
    const path = `${LONG}-${name}-${i}`;
    const answer = await connection.ask(requestOf(path));
    connection.socket.destroy();
    if (isOk(answer) && answer.body === bodyOf(path)) long.answered++;
    else if (answer.text === "nothing but ") long.cut++;
    else failed.push(`${path} was answered ${answer.text}`);
  }
}

/** Sends streams by HTTP/2, some at once, over a new connection where Envoy ends one. */
async function serveHttp2(name: string, load: Load): Promise<void> {
  const { port, isOver, served } = load;
  let session = openHttp2(port);
  const lane = async (number: number) => {
    for (let i = 0; !isOver();) {
      // All lanes go on over the new connection; what is in flight ends over the old one.
      if (session.closed || session.destroyed) {
        session = openHttp2(port);
      }
      const path = `/${name}-${number}-${i}`;
      const answer = await askHttp2(session, path);
      if (answer === "refused") {
        served.refused++;
        continue;
      }
      const { status, version, body, end } = answer;
      const isWhole = status === 200 && end === 0;
      note(
        served,
        path,
        isWhole ? body : undefined,
        version,
        `${status} ${body} ${end}`,
      );
      i++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => lane(i)));
  session.destroy();
}

function openHttp2(port: number): ClientHttp2Session {
  // Its streams say how they end.
  return connect(`http://127.0.0.1:${port}`).on("error", () => {});
}

interface Http2Answer {
  status?: number;
  version?: string;
  body: string;
  /** The code with which the stream has ended, 0 where it is whole. */
  end: number;
}

const REFUSED = 7;

async function askHttp2(
  session: ClientHttp2Session,
  path: string,
): Promise<Http2Answer | "refused"> {
  let stream: ClientHttp2Stream;
  try {
    stream = session.request({ ":path": path });
  } catch {
    // It has just ended.
    return "refused";
  }
  const answer: Http2Answer = { body: "", end: 0 };
  stream.on("error", () => {});
  stream.on("response", (headers: IncomingHttpHeaders) => {
    answer.status = Number(headers[":status"]);
    answer.version = headers["x-version"]?.toString();
  });
  stream.setEncoding("latin1").on("data", (text: string) => {
    answer.body += text;
  });
  await once(stream, "close").catch(() => {});
  answer.end = stream.rstCode;
  return answer.end === REFUSED ? "refused" : answer;
}

function note(
  served: Served,
  path: string,
  body: string | undefined,
  version: string | undefined,
  text: string,
): void {
  served.requests++;
  if (body === bodyOf(path) && version !== undefined) {
    served.versions.add(version);
  } else {
    served.failed.push(`${path} was answered ${text}`);
  }
}

function requestOf(path: string): string {
  return `GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`;
}

/** What the server and the filter make of a path. */
function bodyOf(path: string): string {
  return `stamp call${path} body `;
}
