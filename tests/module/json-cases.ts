import { numbersFrom } from "./instance.ts";

/** Documents that are JSON by RFC 8259. */
export const VALID: readonly string[] = [
  // Any value may be the document's (section 2), with white space around it.
  ..."null true false 0 -0 1 [] {} [[]] [{}]".split(" "),
  ...['""', '"a"', " [] ", "\t\r\n {} \n", "\n1\n", ' [ 1 , "a" , { } ] '],
  // Objects and lists (4 and 5).
  ...['{"":0}', '{"a":1,"a":2}', '{"a":{"b":{"c":[]}}}', '[1,"a",null,{}]'],
  ...['{"a" : 1 , "b" : [ ] }', "[[[[[[[[]]]]]]]]", '{"\\u0000":"\\u0000"}'],
  ...['{"__proto__":1}', '{"length":1,"0":2}'],
  `[${"1,".repeat(500)}1]`,
  "[".repeat(129) + "]".repeat(129),
  '{"a":'.repeat(100) + "[]" + "}".repeat(100),
  // Numbers (6).
  ..."10 123 -1 -123 0.5 -0.5 1.25 0.0 -0.0 1e5 1E5 1e+5 1e-5 1E+05".split(" "),
  ..."1.5e300 0e0 0e+1 0e-1 1e400 -1e400 1e-400 123456789012345678901".split(
    " ",
  ),
  ..."9223372036854775807 -9223372036854775808 18446744073709551615".split(" "),
  `0.${"0".repeat(300)}1`,
  `1${"0".repeat(400)}`,
  // Strings (7).
  '"\\"\\\\\\/\\b\\f\\n\\r\\t"',
  '"\\u0041\\u00e9\\u4E16\\uABCD\\uabcd"',
  '"\\ud83d\\ude00"',
  ...['"/"', '"\u007f"', '"\u0080"', '"é世\u{1f600}"', '"\u2028\u2029"'],
  ...['"\uffff"', '"\ufffe"', '"\u{10ffff}"', '"\u{10000}"', '"\ud7ff\ue000"'],
  ...["'", "{", "}", "[", "]", ":", ",", "//", "#"].map((each) => `"${each}"`),
  ...[1, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33].flatMap((length) => [
    `"${"x".repeat(length)}"`,
    `"${"x".repeat(length)}\\n${"y".repeat(length)}é"`,
  ]),
  ...[1, 7, 8, 9, 16].map((length) => `[${" ".repeat(length)}1\n]`),
];

/** Documents that are not JSON by RFC 8259. */
export const INVALID: readonly string[] = [
  "",
  " ",
  "\n",
  // Words (3).
  ..."n nul nulll NULL True TRUE tru fals falsee undefined NaN nan".split(" "),
  ..."Infinity -Infinity inf -NaN t f trux falsx nulx".split(" "),
  // Numbers (6).
  ..."01 -01 00 -00 1. -1. .5 -.5 1.e5 .e5 1e 1E 1e+ 1e- 1ee5 1e5.5 1.5.5".split(
    " ",
  ),
  ..."- + +1 --1 -+1 ++1 0x1 0X1F 1_000 1,000 ١ 1a 1f 0b1 0o7 1e1e1 -a 0.".split(
    " ",
  ),
  ..."1/2 1+1 1-1 e5 E5 -e5 2.e3 2.e+3 0.e1 0.3e 0.3e+ 0e 0e+ 1.0e 1.0e-".split(
    " ",
  ),
  // Lists (5).
  ..."[ ] [1 [1, [, [,] [1,] [,1] [1,,2] [1;2] [1:2] [1]] [[1] [1}".split(" "),
  ...["[1 2]", "[1 true]", '["a" "b"]', "[] []", "[1],", "[*]", "[1,\n"],
  ...["[\u000b1]", "[\f1]", "[\u00a01]", "[\u00a0]", "[\u20281]", "[\0]"],
  ...['["a",', '["a"', "[1}", "[-]", "[a]", '["x"', "[tru", "[3[4]]", "(1)"],
  // Objects (4).
  ..."{ } {, {,} {1:2} {a:1} {null:1} {true:1} {[]:1} {{}:1} {} {"
    .split(" ")
    .filter((text) => text !== "{}"),
  ...['{"a"', '{"a"}', '{"a":', '{"a":}', '{"a":1', '{"a":1,', '{"a":1,}'],
  ...['{"a":1 "b":2}', '{"a":1;"b":2}', '{"a",1}', '{"a"::1}', '{"a"=1}'],
  ...['{"a":1,,"b":2}', "{'a':1}", '{"a":1]', '{"a":1}}', '{"a":1}{', '{:"b"}'],
  ...['{"a" "b"}', '{"a":"b"}/**/', '{"a":/**/1}', '{"a":1}//', '{"a":1}#'],
  ...['{"a":1 2}', '{"a","b"}', '{"a":["b"}]', '{"\\x":1}', '{"a\n":1}'],
  // Strings (7).
  ...['"', '"a', "a", "'a'", '"\\', '"\\"', '"a"b', '"a""b"', "“a”", "`a`"],
  ...["a", "x", "0", "v", "'", "U", "N", " ", "\n", "é"].map(
    (letter) => `"\\${letter}"`,
  ),
  ...["\\u", "\\u1", "\\u12", "\\u123", "\\u123g", "\\u 123", "\\u-123"].map(
    (text) => `"${text}"`,
  ),
  ...['"\\u00', '"\\u', '"\\u12"', '"\\ud83d\\u"', '"\\ud83d\\ude0"', '"\\uX"'],
  ...Array.from(
    { length: 32 },
    (_, unit) => `"abcdefg${String.fromCharCode(unit)}abcdefgh"`,
  ),
  // What stands around the value (2).
  ...[
    "\ufeff[]",
    "[]\ufeff",
    "1 1",
    "[]x",
    "{}x",
    '"a"x',
    "nullx",
    "null null",
  ],
  ...["\u00a01", "1\u00a0", "\u20601", "\v1", "1\f", "\0", "1\0", "// a\n1"],
  "[".repeat(1000),
  `${"[".repeat(1000)}}`,
  '{"a":'.repeat(500),
  "[1,".repeat(500),
];

/**
 * Documents about which RFC 8259 leaves the choice to the reader, and whether this one
 * takes them: what JSON.parse takes, but for deep nesting.
 */
export const CHOSEN: readonly [document: string, isTaken: boolean][] = [
  ["1e99999", true],
  ["-1e99999", true],
  ["1e-99999", true],
  [`1${"0".repeat(1000)}`, true],
  ['"\\ud800"', true],
  ['"\\udc00"', true],
  ['"\\udc00\\ud800"', true],
  ['"\\ud800\\ud800\\n"', true],
  ['"\\ud800x"', true],
  ['{"\\ud800":1}', true],
  ['{"a":1,"a":1}', true],
  ["[".repeat(130) + "]".repeat(130), false],
  ["[".repeat(100_000) + "]".repeat(100_000), false],
  // A byte order mark may be ignored, and JSON.parse does not.
  ["\ufeff{}", false],
];

/** Bytes, in hexadecimal, that are not UTF-8 within a text; RFC 8259, section 8.1. */
export const NOT_UTF8: readonly string[] = [
  // Continuations alone, and too few of them.
  ..."80 bf c3 c3c3 e4b8 e4 f09f98 f09f f0".split(" "),
  // Longer than need be.
  ..."c080 c1bf e08080 e09fbf f0808080 f08fbfbf".split(" "),
  // Surrogates, and beyond the last character.
  ..."eda080 edbfbf f4908080 f5808080 f7bfbfbf".split(" "),
  ..."fe ff f888808080 fc8480808080 c3a980 e9".split(" "),
];

const TOKENS =
  '{ } [ ] , : " \\ 0 1 9 - + . e E true false null \\u00e9 \\ud83d \\ude00 \\n "a" "" {} [] 1e5 -0.5 é 世'.split(
    " ",
  );
const BYTES = [0, 9, 10, 13, 31, 32, 34, 47, 48, 92, 127, 128, 0xc3, 0xed, 255];

/**
 * Returns documents without end, the same ones for a seed: JSON with white space, escapes
 * and numbers of all forms, one in four of several hundred bytes, and three in four times
 * with a few bytes changed.
 */
export function* randomDocuments(
  seed: number,
): Generator<Uint8Array, never, void> {
  const next = numbersFrom(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)];
  for (;;) {
    const text = below(4) === 0 ? longText(below, pick) : undefined;
    let document: Buffer = Buffer.from(text ?? randomText(below, pick, 4));
    if (below(4) > 0) {
      for (let i = below(3); i >= 0; i--) {
        document = mutate(document, below, pick);
      }
    }
    yield document;
  }
}

type Below = (limit: number) => number;
type Pick = <T>(list: readonly T[]) => T;

function randomText(below: Below, pick: Pick, levels: number): string {
  const space = () => (below(4) === 0 ? pick([" ", "\n", "\t\r", "  "]) : "");
  const text = () => {
    const parts = Array.from({ length: below(5) }, () =>
      pick(
        ["a", "bc", "é", "世", "\u{1f600}", "\\n", "\\u00e9", "\\ud83d"].concat(
          ["\\ude00", "\\\\", '\\"', "\\/", "x".repeat(below(20)), " ", "key"],
        ),
      ),
    );
    return `"${parts.join("")}"`;
  };
  const value = (left: number): string => {
    const kind = below(left > 0 ? 9 : 6);
    const inner =
      kind === 0
        ? pick(["null", "true", "false"])
        : kind < 3
          ? numberText(below, pick)
          : kind < 6
            ? text()
            : kind < 8
              ? list("[", "]", below(4), () => value(left - 1))
              : list("{", "}", below(4), () => {
                  const key = `${space()}${text()}${space()}`;
                  return `${key}:${value(left - 1)}`;
                });
    return space() + inner + space();
  };
  return value(levels);
}

/** A list or an object of as many values as take more than a block of a reader. */
function longText(below: Below, pick: Pick): string {
  const isList = below(2) === 0;
  const parts: string[] = [];
  const size = 64 + below(320);
  for (let length = 0; length < size;) {
    const key = isList ? "" : pick(['"a":', '"bc" : ', '"\\u00e9":', '"世":']);
    const part = key + randomText(below, pick, 3);
    parts.push(part);
    length += part.length + 1;
  }
  const inner = parts.join(below(4) === 0 ? " ,\n" : ",");
  return isList ? `[${inner}]` : `{${inner}}`;
}

function list(
  open: string,
  close: string,
  length: number,
  item: () => string,
): string {
  return open + Array.from({ length }, item).join(",") + close;
}

export function numberText(below: Below, pick: Pick): string {
  const sign = pick(["", "", "-"]);
  const digits = String(below(10 ** (1 + below(9))));
  const more = below(6) === 0 ? String(below(1e9)).repeat(1 + below(4)) : "";
  const whole = digits === "0" ? "0" : digits + more;
  const fraction =
    below(3) === 0 ? `.${pick(["0", "5", "25"])}${below(1e6)}` : "";
  const exponent =
    below(4) === 0 ? pick(["e", "E"]) + pick(["", "+", "-"]) + below(340) : "";
  return sign + whole + fraction + exponent;
}

/** Changes a document in one place. */
export function mutate(document: Buffer, below: Below, pick: Pick): Buffer {
  const at = below(document.length + 1);
  const head = document.subarray(0, at);
  const rest = document.subarray(at);
  switch (below(6)) {
    case 0:
      return Buffer.concat([head, Buffer.from(pick(TOKENS)), rest]);
    case 1:
      return Buffer.concat([head, rest.subarray(1 + below(3))]);
    case 2:
      return Buffer.concat([
        head,
        Buffer.from([pick(BYTES)]),
        rest.subarray(1),
      ]);
    case 3:
      return Buffer.concat([head, Buffer.from([below(256)]), rest.subarray(1)]);
    case 4:
      return Buffer.from(head);
    default: {
      const from = below(document.length + 1);
      const part = document.subarray(from, from + below(12));
      return Buffer.concat([head, part, rest]);
    }
  }
}
