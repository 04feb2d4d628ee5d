import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { TestContext } from "node:test";

/** A request that a scripted registry received. */
export interface Seen {
  method: string;
  /** The path with the query. */
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** What a scripted registry answers. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Ends the connection after this many bytes of the body. */
  breakAfter?: number;
}

/** A registry that answers as a test says. */
export interface ScriptedRegistry {
  host: string;
  /** All requests so far. */
  seen: Seen[];
}

/**
 * Starts an HTTP server that answers each request with `answer`, and stops it after the
 * test. If there is no answer, it breaks the connection.
 *
 *     const { host } = await startScript(t, () => ({ status: 404 }));
 */
export async function startScript(
  t: TestContext,
  answer: (request: Seen, count: number) => Answer | undefined,
): Promise<ScriptedRegistry> {
  const seen: Seen[] = [];
  const respond = async (
    request: IncomingMessage,
    response: ServerResponse,
  ) => {
    const { method = "", url = "", headers } = request;
    const body = (await buffer(request)).toString();
    const got = { method, url, headers, body };
    const found = answer(got, seen.push(got));
    if (found === undefined) {
      request.socket.destroy();
    } else {
      write(found, response);
    }
  };
  const server = createServer((request, response) => {
    // A request that broke off needs no answer.
    respond(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, seen };
}

function write(answer: Answer, response: ServerResponse): void {
  const text = Buffer.from(answer.body ?? "");
  response.writeHead(answer.status ?? 200, {
    "content-length": text.length,
    ...answer.headers,
  });
  const { breakAfter } = answer;
  if (breakAfter === undefined) response.end(text);
  else response.write(text.subarray(0, breakAfter), () => response.destroy());
}
