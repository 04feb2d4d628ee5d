import type { HttpStream, Message } from "../../host/index.ts";
import { TICK_MS } from "./keep-time.ts";
import type { RunningFilter } from "./live-filter.ts";
import type { Change, ServedExchange } from "./print-exchange.ts";
import type { Upstream } from "./upstream.ts";
import type { Header } from "../../host/index.ts";

/** A request as the server read it. */
export interface ReadRequest {
  method: string;
  path: string;
  authority: string;
  headers: Header[];
  body: Buffer[];
}

/** How long a filter may hold a request or a response. */
const PATIENCE_MS = 15_000;

/**
 * Sends a request through the filter to the upstream, and its answer back.
 *
 * The stream's `response` is null where the filter broke it off or held it for
 * 15 seconds.
 *
 *     const { stream } = await runExchange(running, request, echo);
 */
export async function runExchange(
  running: RunningFilter,
  request: ReadRequest,
  upstream: Upstream,
): Promise<{ stream: HttpStream; exchange: ServedExchange }> {
  const stream = running.plugin.httpStream();
  let milliseconds = 0;
  const timed = (work: () => void) => {
    const start = performance.now();
    work();
    milliseconds += performance.now() - start;
  };
  running.take();
  timed(() => stream.request({ ...request, upstream: null }));
  const asked = await until(
    () => stream.outcome !== "open" || stream.upstream?.endOfStream === true,
  );
  let answered: Change["before"] = null;
  if (asked && stream.outcome === "open" && stream.upstream) {
    const answer = await upstream(stream.upstream);
    const headers = answer.headers as Header[] | Record<string, string>;
    answered = {
      headers: Array.isArray(headers) ? headers : Object.entries(headers ?? {}),
      body: Buffer.from((answer.body as Uint8Array | string) ?? ""),
    };
    timed(() => stream.respond(answer));
    await until(() => stream.outcome !== "open");
  }
  if (stream.outcome === "open") stream.reset();
  const { logs, calls } = running.take();
  const sent = { headers: request.headers, body: Buffer.concat(request.body) };
  return {
    stream,
    exchange: {
      method: request.method,
      path: request.path,
      status: stream.outcome === "reset" ? 0 : (stream.response?.status ?? 0),
      milliseconds,
      request: { before: sent, after: plain(stream.upstream) },
      response: { before: answered, after: plain(stream.response) },
      logs,
      calls,
    },
  };
}

/** A message without what the proxy itself adds. */
function plain(message: Message | null): Change["after"] {
  if (message === null) return null;
  const headers = message.headers.filter(
    ([name]) => !name.startsWith(":") && !OWN_HEADERS.includes(name),
  );
  return { headers, body: message.body };
}

const OWN_HEADERS = [
  "date",
  "server",
  "x-envoy-expected-rq-timeout-ms",
  "x-envoy-upstream-service-time",
  "x-forwarded-proto",
  "x-request-id",
];

/** Whether something came true in time. */
async function until(isTrue: () => boolean): Promise<boolean> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!isTrue() && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  return isTrue();
}
