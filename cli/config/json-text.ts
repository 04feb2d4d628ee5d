type Path = (string | number)[];

/** What a text of JSON says, beyond what `JSON.parse` returns. */
export interface JsonText {
  /** As a filter has it; see {@link readJsonText}. */
  value: unknown;
  /** The paths of keys that are there twice in one object. */
  repeated: Path[];
  /** The JSON Pointers of whole numbers that a double rounds, and how they are written. */
  rounded: Map<string, string>;
  /** Whether lists and objects are in each other deeper than a filter reads. */
  isTooDeep: boolean;
}

/** As deep as a filter reads; see `assembly/models/model-lines.ts`. */
const MAX_DEPTH = 129;

/** What a text of JSON consists of, but for white space, commas and colons. */
const TOKEN = /"(?:[^"\\]+|\\.)*"|[^\s,:"{}[\]]+|[{}[\]]/g;

/** A list or an object that has not ended. */
type Open =
  | { list: unknown[] }
  | { object: object; key: string; isAtKey: boolean; known: Set<string> };

/**
 * Reads a text of JSON as a filter does. `JSON.parse` keeps the last value of a key that is
 * there twice, which filters refuse. A number that is 0 only by rounding is NaN here, and
 * one of 64 bits is on the right side of their limits, where a double may be beyond them.
 *
 *     readJsonText('{"a":{"b":1,"b":2}}').repeated; // [["a", "b"]]
 *
 * Throws the error of `JSON.parse` if the text is not JSON.
 */
export function readJsonText(text: string): JsonText {
  const whole: unknown = JSON.parse(text);
  if (!(whole instanceof Object)) {
    const isNumber = typeof whole === "number";
    const value = isNumber ? numberOf(text.trim()) : whole;
    return { value, repeated: [], rounded: new Map(), isTooDeep: false };
  }
  const root: unknown[] = [];
  const open: Open[] = [{ list: root }];
  const repeated: Path[] = [];
  const rounded = new Map<string, string>();
  for (const [token] of text.matchAll(TOKEN)) {
    const last = open[open.length - 1];
    if (token === "}" || token === "]") open.pop();
    else if ("object" in last && last.isAtKey) {
      last.key = JSON.parse(token) as string;
      last.isAtKey = false;
      if (last.known.has(last.key)) repeated.push(open.slice(1).map(stepOf));
      last.known.add(last.key);
    } else {
      const value = valueOf(token);
      put(last, value);
      if (isRounded(token)) rounded.set(pointerOf(open.slice(1)), token);
      if (!(value instanceof Object)) continue;
      if (open.length > MAX_DEPTH) {
        return { value: whole, repeated, rounded, isTooDeep: true };
      }
      open.push(
        Array.isArray(value)
          ? { list: value }
          : { object: value, key: "", isAtKey: true, known: new Set() },
      );
    }
  }
  return { value: root[0], repeated, rounded, isTooDeep: false };
}

function stepOf(open: Open): string | number {
  return "list" in open ? open.list.length - 1 : open.key;
}

/** Where the value is that was put there last. */
function pointerOf(open: Open[]): string {
  const steps = open.map(stepOf).map(String);
  return steps
    .map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

function put(open: Open, value: unknown): void {
  if ("list" in open) {
    open.list.push(value);
    return;
  }
  // A key may be "__proto__".
  Object.defineProperty(open.object, open.key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
  open.isAtKey = true;
}

function valueOf(token: string): unknown {
  if (token === "{") return {};
  if (token === "[") return [];
  return /^[-\d]/.test(token) ? numberOf(token) : JSON.parse(token);
}

/** The least and the most of 64 bits, and what doubles are next within and beyond. */
const MIN_I64 = -(2n ** 63n);
const BELOW_I64 = -9223372036854777856;
const LIMITS = [
  { most: 2n ** 63n - 1n, within: 9223372036854774784 },
  { most: 2n ** 64n - 1n, within: 18446744073709549568 },
];

/** From here on, a filter reads a whole number for a float only with an exponent. */
const MOST_WHOLE = 10n ** 19n;

function isRounded(token: string): boolean {
  const exact = largeWhole(token);
  const number = Number(token);
  if (exact === undefined || !Number.isFinite(number)) return false;
  const size = exact < 0n ? -exact : exact;
  return size >= MOST_WHOLE || BigInt(number) !== exact;
}

/** A whole number, written in digits alone, that a double may round. */
function largeWhole(token: string): bigint | undefined {
  const isSafe = Number.isSafeInteger(Number(token));
  return isSafe || !/^-?\d+$/.test(token) ? undefined : BigInt(token);
}

function numberOf(token: string): number {
  const number = Number(token);
  const [digits] = token.split(/e/i);
  if (number === 0) return /[1-9]/.test(digits) ? NaN : number;
  const exact = largeWhole(token);
  if (exact === undefined) return number;
  if (exact < MIN_I64) return Math.min(number, BELOW_I64);
  const limit = LIMITS.find(
    ({ most, within }) => number > within && exact <= most && number >= most,
  );
  return limit?.within ?? number;
}
