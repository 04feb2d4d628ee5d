import type { Header, Message } from "../../host/index.ts";
import type { BodyRecord } from "./body-record.ts";
import type { Change } from "./print-exchange.ts";
import { isOfConnection } from "./upstream.ts";

const OWN_HEADERS = [
  "date",
  "server",
  "x-envoy-expected-rq-timeout-ms",
  "x-envoy-upstream-service-time",
  "x-forwarded-proto",
  "x-request-id",
];

/**
 * A message without the headers that the proxy itself added.
 *
 *     plain(response, answered, body)?.headers // without the proxy's own `server`
 */
export function plain(
  message: Message | null,
  before: readonly Header[],
  body: BodyRecord,
): Change["after"] {
  if (message === null) return null;
  const received = new Set(before.map(([name]) => name));
  const headers = message.headers.filter(
    ([name]) =>
      !name.startsWith(":") &&
      !isOfConnection(name) &&
      (received.has(name) || !OWN_HEADERS.includes(name)),
  );
  return { headers, body };
}
