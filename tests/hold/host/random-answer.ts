import { encodePairs, type Header } from "../../../host/abi/pairs.ts";
import type { Random } from "../../fuzz/random.ts";
import { mutated } from "../../kit/mutate.ts";
import { OUTS, type Answer } from "./answer.ts";

/** What a life's answers are drawn from. */
export interface Texts {
  /** The root ids of the module's plugins. */
  rootIds: readonly string[];
  /** Configurations that its plugins accept. */
  configurations: readonly string[];
  /** What its source has as texts. */
  words: readonly string[];
}

/** How a host keeps the ABI. */
export interface Manners {
  /** Whether it says addresses and sizes that it did not get from the module. */
  lies: boolean;
  /** What each of these functions always answers. */
  stuck: ReadonlyMap<string, number>;
  /** Tokens that were given, to be repeated. */
  tokens: number[];
}

/** Where these are refused, a handler that answers may end the module. */
const ENDING = new Set([
  "proxy_send_local_response",
  "proxy_set_effective_context",
]);

/** A filter asks for random bytes in each stream, and may trap where it gets none. */
const SELDOM_REFUSED = "random_get";

/** What filters rely on that there is. */
const EXPECTED = new Set([":path", "plugin_name", "plugin_root_id"]);

const BUFFER_OF_CONFIGURATION = [6, 7];

const STATUSES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, -1, 255, 1 << 31];

/** Values of headers and properties, and bodies. */
const VALUES: readonly string[] = [
  ...["", "a", "0", "1", "200", "404", "503", "99999999999", "-1", "1.5"],
  ...["GET", "POST", "OPTIONS", "/", "/hold/ask", "/item", "/job", "/talk"],
  ...["/first/patient", "/ask/between/parts", "/trailers/late", "/wait"],
  ...["/a?b=c&d=%zz", "/../..//x", "gzip, br;q=0.5", "text/html", "en-GB"],
  ...[
    "application/json",
    "application/grpc",
    "multipart/form-data; boundary=b",
  ],
  ...["a=b; c=d", "Bearer x.y.z", "Basic bWVsb246cGFwYXlh", "Bearer melon"],
  ...["https://app.example.com", "KP", "DE", "10.0.0.1, ::1", "x-a, x-b"],
  ...["Sun, 06 Nov 1994 08:49:37 GMT", "max-age=5, private", 'W/"a"', "close"],
  '{"a":[1,2,{"b":null}],"my_key":"x","keys":[],"rate":1}',
  '{"keys":[{"kty":"oct","kid":"a","k":"bWVsb24","alg":"HS256"}]}',
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIiwiZXhwIjo5OTk5OTk5OTk5fQ.aaaa",
  "*2\r\n$3\r\nGET\r\n$1\r\na\r\n",
  "\0\x01\xff\xfe".repeat(5),
  "x".repeat(300),
  "secret ".repeat(3000),
];

const NAMES = [
  ...[":path", ":method", ":status", ":authority", "content-type", "cookie"],
  ...["authorization", "x-api-key", "content-length", "grpc-status", "", "x a"],
];

/** Returns what a host answers to a call, drawn at random. */
export function randomAnswer(
  random: Random,
  name: string,
  args: readonly number[],
  asked: string,
  texts: Texts,
  manners: Manners,
): Answer {
  const status =
    manners.stuck.get(name) ??
    (random.oneIn(refusedOneIn(name, asked)) ? statusFrom(random) : 0);
  const outs = OUTS[name];
  const answer: Answer = { status };
  if (name === "random_get") {
    answer.bytes = random.oneIn(8) ? undefined : bytesOf(random, "random");
    return answer;
  }
  if (name === "environ_get") {
    answer.numbers = random.some(6, () => BigInt(random.below(64)));
    return answer;
  }
  if (outs === undefined) return answer;
  // Says that it wrote, and did not; else writes, although it says that it has not.
  if (status === 0 ? random.oneIn(25) : !random.oneIn(40)) return answer;
  const count = (outs.words?.length ?? 0) + (outs.longs?.length ?? 0);
  if (count > 0) {
    answer.numbers = Array.from({ length: count }, () =>
      numberFor(random, name, manners.tokens),
    );
  }
  if (outs.block === undefined) return answer;
  const bytes = blockFor(random, name, args, asked, texts);
  answer.bytes = bytes;
  if (bytes.length > 1 && random.oneIn(40)) {
    answer.claim = random.below(bytes.length);
  }
  if (manners.lies && random.oneIn(8)) {
    answer.claim = claimFrom(random);
    if (random.oneIn(2)) answer.address = lengthFrom(random);
  }
  return answer;
}

function refusedOneIn(name: string, asked: string): number {
  if (name === SELDOM_REFUSED) return 2000;
  return ENDING.has(name) || EXPECTED.has(asked) ? 100 : 4;
}

/** A status other than Ok, at times one that there is not. */
export function statusFrom(random: Random): number {
  return random.pick(STATUSES);
}

/** A length or an address: small, at a border, or anything. */
export function lengthFrom(random: Random): number {
  const kind = random.below(4);
  if (kind === 0) return random.below(4096);
  if (kind === 1) return (random.below(64) * 65_536 - random.below(16)) >>> 0;
  if (kind === 2) return (2 ** random.below(33) - random.below(3)) >>> 0;
  return random.below(2 ** 32);
}

/**
 * A length that the host claims, but not hundreds of megabytes that the module does have:
 * it would read them, for minutes.
 */
function claimFrom(random: Random): number {
  const length = lengthFrom(random);
  return length > MOST_CLAIMED && length < 2 ** 30
    ? length % MOST_CLAIMED
    : length;
}

const MOST_CLAIMED = 2 ** 26;

function numberFor(random: Random, name: string, tokens: number[]): bigint {
  if (name === "environ_sizes_get") {
    return BigInt(random.oneIn(20) ? lengthFrom(random) : random.below(40));
  }
  if (name === "clock_time_get" || name.startsWith("proxy_get_current_time")) {
    const base = BigInt(random.below(2 ** 32)) * 4_000_000_000n;
    return random.oneIn(20) ? base << 40n : base;
  }
  if (/_call$|_stream$|_dns$|_queue$/.test(name)) {
    const token =
      tokens.length > 0 && random.oneIn(6)
        ? random.pick(tokens)
        : random.oneIn(20)
          ? lengthFrom(random)
          : tokens.length + 1;
    tokens.push(token);
    return BigInt(token);
  }
  return BigInt(lengthFrom(random));
}

function blockFor(
  random: Random,
  name: string,
  args: readonly number[],
  asked: string,
  texts: Texts,
): Uint8Array {
  if (name === "proxy_get_header_map_pairs") return pairsFrom(random);
  if (asked === "plugin_root_id" && !random.oneIn(12)) {
    return Buffer.from(random.pick(texts.rootIds));
  }
  if (
    name === "proxy_get_configuration" ||
    (name === "proxy_get_buffer_bytes" &&
      BUFFER_OF_CONFIGURATION.includes(args[0]))
  ) {
    return bytesOf(random, "configuration", texts.configurations);
  }
  if (name === "proxy_get_property" && random.oneIn(4)) {
    return Buffer.from(random.pick(INTEGERS));
  }
  return bytesOf(random, "value", random.oneIn(3) ? texts.words : VALUES);
}

const INTEGERS = [
  Buffer.alloc(8),
  Buffer.from([200, 0, 0, 0, 0, 0, 0, 0]),
  Buffer.alloc(8, 255),
  Buffer.alloc(1, 1),
  Buffer.alloc(4, 2),
];

function bytesOf(
  random: Random,
  kind: "configuration" | "value" | "random",
  of: readonly string[] = VALUES,
): Uint8Array {
  if (kind === "random") return Buffer.from([random.below(256), 7, 3]);
  const unchanged = kind === "configuration" ? 6 : 2;
  if (random.below(unchanged + 1) > 0) return Buffer.from(random.pick(of));
  if (random.oneIn(50)) return Buffer.alloc(random.below(200_000), 97);
  return mutated(random, [...of.slice(0, 12), random.pick(of)]);
}

/** Pairs, at times cut off, or with sizes that they do not have. */
function pairsFrom(random: Random): Uint8Array {
  const pairs: Header[] = random.some(8, () => [
    random.pick(NAMES),
    random.pick(VALUES).slice(0, 50),
  ]);
  const bytes = encodePairs(pairs);
  if (bytes.length < 12 || !random.oneIn(5)) return bytes;
  if (random.oneIn(2)) return bytes.subarray(0, random.below(bytes.length));
  const at = 4 * random.below(3);
  bytes.writeUInt32LE(lengthFrom(random), at);
  return bytes;
}
