import type { Header } from "../../host/index.ts";
import type { Random } from "./random.ts";

const PLAIN: Header[] = [
  ["x-a", "1"],
  ["x-many", "one"],
  ["x-many", "two"],
  ["content-type", "text/plain"],
  ["cookie", "a=b"],
];

/** Headers that Envoy's codec and connection manager act on. */
const OF_REQUEST: Header[] = [
  ["connection", "close"],
  ["connection", "keep-alive, x-a"],
  ["connection", "TE"],
  ["content-type", "application/grpc"],
  ["expect", "100-continue"],
  ["keep-alive", "timeout=5"],
  ["proxy-connection", "keep-alive"],
  ["te", "trailers"],
  ["te", "gzip, trailers"],
  ["te", "gzip"],
  ["via", "a"],
  ["x-envoy-decorator-operation", "a"],
  ["x-envoy-expected-rq-timeout-ms", "5"],
  ["x-envoy-force-trace", "1"],
  ["x-envoy-internal", "true"],
  ["x-envoy-max-retries", "3"],
  ["x-envoy-mine", "1"],
  ["x-envoy-retry-on", "5xx"],
  ["x-envoy-upstream-rq-timeout-ms", "1"],
  ["x-forwarded-client-cert", "By=a"],
  ["x-forwarded-for", "10.0.0.1"],
  ["x-forwarded-proto", "https"],
  ["x-forwarded-proto", "ftp"],
  ["x-request-id", "mine"],
  ["x-request-id", ""],
];

/** Requests that Envoy answers itself, which are therefore drawn rarely. */
const REFUSED: Header[] = [
  ["connection", "x-forwarded-for"],
  ["transfer-encoding", "gzip"],
  ["x(a", "1"],
  ["x-a", "a\x01"],
  ["x-forwarded-proto", ""],
];

const UPGRADES = ["websocket", "h2c", "foo, h2c"];

const OF_RESPONSE: Header[] = [
  ["connection", "keep-alive, x-a"],
  ["date", "yesterday"],
  ["grpc-status", "3"],
  ["keep-alive", "timeout=5"],
  ["proxy-connection", "x"],
  ["server", "mine"],
  ["te", "trailers"],
  ["upgrade", "h2c"],
  ["via", "a"],
  ["x-envoy-mine", "1"],
  ["x-envoy-upstream-service-time", "99"],
  ["x-request-id", "theirs"],
];

const BROKEN: Header[] = [
  ["x(a", "1"],
  ["x-a", "a\x01"],
  ["content-length", "x"],
];

/** Headers from a client, most of which pass. */
export function requestHeaders(random: Random): Header[] {
  const headers = random.some(3, () => one(random, OF_REQUEST, REFUSED));
  if (!random.oneIn(25)) return headers;
  return [
    ...headers,
    ["connection", "upgrade"],
    ["upgrade", random.pick(UPGRADES)],
  ];
}

/** Headers from an upstream, most of which pass. */
export function responseHeaders(random: Random): Header[] {
  return random.some(3, () => one(random, OF_RESPONSE, BROKEN));
}

function one(random: Random, own: Header[], refused: Header[]): Header {
  if (random.oneIn(60)) return random.pick(refused);
  const [name, value] = random.pick(random.oneIn(2) ? own : PLAIN);
  return [name, value];
}
