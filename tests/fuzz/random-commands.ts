import type { Random } from "./random.ts";

const NAMES = [
  "x-a",
  "X-B",
  "x-many",
  "x-absent",
  "cookie",
  "content-type",
  "via",
  "connection",
  "date",
  "keep-alive",
  "server",
  "te",
  "x-envoy-force-trace",
  "x-envoy-internal",
  "x-envoy-max-retries",
  "x-envoy-upstream-service-time",
  "x-forwarded-proto",
  "x-request-id",
];
const VALUES = ["1", "two", "", "a,b", "three_3"];
const PSEUDO = { 0: [":path", ":method", ":authority"], 2: [":status"] };
const PROPERTIES = [
  "request/path",
  "request/method",
  "request/host",
  "request/query",
  "request/size",
  "request/headers/x-a",
  "response/code",
  "response/size",
  "response/headers/x-a",
  "plugin_name",
  "absent",
  "mine",
];
const WHOLE = {
  0: ":authority=set.example|:path=/set|:method=PUT|:scheme=http|x-forwarded-proto=http|x-set=1",
  2: ":status=202|x-set=1|x-set=2",
};

/** A command on a header map: one of the callback's, or any. */
export function mapCommand(random: Random, own: number): string {
  const map = random.oneIn(6) ? random.below(4) : own;
  const pseudo = random.oneIn(6) && (map === 0 || map === 2);
  const name = random.pick(pseudo ? PSEUDO[map] : NAMES);
  const value = pseudo ? pseudoValue(random, name) : random.pick(VALUES);
  switch (random.below(6)) {
    case 0:
      return `get-map ${map} ${name}`;
    case 1:
      return pseudo && random.oneIn(2)
        ? `set-map ${map} ${WHOLE[map]}`
        : `remove-map ${map} ${name}`;
    case 2:
      // The upstream's time is in a response's headers.
      return map === 2 ? `pairs-map 2` : `size-map ${map}`;
    case 3:
      return pseudo
        ? `replace-map ${map} ${name} ${value}`
        : `add-map ${map} ${name} ${value}`;
    case 4:
      return `replace-map ${map} ${name} ${value}`;
    default:
      return `pairs-map ${map}`;
  }
}

function pseudoValue(random: Random, name: string): string {
  if (name === ":status") return random.pick(["201", "404", "503"]);
  if (name === ":method") return random.pick(["PUT", "POST", "HEAD"]);
  if (name !== ":path") return "other.example";
  return random.oneIn(4) ? random.pick(["other", "", "*"]) : "/other?a=b";
}

export function bufferCommand(random: Random, buffer: number): string {
  if (random.oneIn(3)) return `get-buffer ${buffer} 0 99`;
  if (random.oneIn(4)) return `status-buffer ${buffer}`;
  const start = random.pick([0, 0, 0, 1, 4294967295]);
  const size = random.pick([0, 0, 2, 4294967295]);
  const data = random.pick(["new", "", "0123456789"]);
  return `set-buffer ${buffer} ${start} ${size} ${data}`.trim();
}

/** A command on what the proxy keeps besides messages. */
export function stateCommand(random: Random): string {
  const value = random.pick(VALUES);
  switch (random.below(8)) {
    case 0:
      return `set-property mine ${random.below(9)}`;
    case 1:
      return "get-data key";
    case 2:
      return `set-data key ${value} ${random.pick(["", "cas", "99999"])}`.trim();
    default:
      return `property ${random.pick(PROPERTIES)}`;
  }
}

/** A call to a server that answers at once, in parts or never. */
export function callCommand(random: Random): string {
  const path = random.pick([
    "/call",
    "/404",
    "/headers",
    "/trailers",
    "/reset",
    "/204-body",
    "/304",
    "/length",
    "/garbage",
  ]);
  const method = random.oneIn(5) ? "HEAD" : "GET";
  const headers = `:method=${method}|:path=${path}|:authority=calls.test`;
  return `http calls 9000 ${headers} ${random.pick(["", "body"])}`.trimEnd();
}

export function localCommand(random: Random): string {
  const status = random.pick([200, 204, 401, 403, 503]);
  const body = random.pick(["", "no", "sorry"]);
  const headers = random.pick(["", "x-why=because", "x-a=1|x-a=2"]);
  return `local ${status} ${body} ${headers}`.trimEnd();
}
