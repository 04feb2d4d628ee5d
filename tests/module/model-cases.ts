import { mutate, numberText } from "./json-cases.ts";
import { numbersFrom } from "./instance.ts";

/** Texts of JSON for the values of keys, of which most fit the key. */
const VALUES: Record<string, readonly string[]> = {
  bool: ["true", "false"],
  i8: ["-128", "127", "1e2", "128", "-0"],
  u8: ["255", "256", "0", "-0", "-1", "2.50e1"],
  u16: ["65535", "65536", "6553.5e1"],
  i32: ["-2147483648", "2147483648"],
  u32: ["4294967295", "4294967296", "4294967295.0", "1.5"],
  i64: ["-9223372036854775808", "9223372036854775808", "1e18", "1e19"],
  u64: [
    "18446744073709551615",
    "18446744073709551616",
    "1844674407370955161500e-2",
  ],
  f32: ["0.5", "3.5e38", "1"],
  f64: [
    "1e-400",
    "1e301",
    "9007199254740993",
    "0.1",
    "1e22",
    "1.7976931348623157e299",
  ],
  text: ['"a"', '"\\u00e9\\ud83d\\ude00"', '"世界"', '""', '"\\ud800"'],
  short: ['"abc"', '"abcd"', '"A"', '""'],
  none: ["null", '"b"', "nul"],
  mode: ['"Strict"', '"Größer"', '"Gr\\u00f6\\u00dfer"', '"strict"', "0"],
  wait: [
    '"5s"',
    '"250ms"',
    '"1\\u0068"',
    '"5"',
    '"999999999h"',
    "5",
    '"1234567890s"',
  ],
  room: ['"64KiB"', '"3GiB"', "-1", "12", '"1B"', '"1b"'],
  texts: ['["a","b"]', "[]", '["a",1]', '["a",]', '[["a"]]'],
  bytes: [
    "[1,2,3]",
    `[${Array.from({ length: 70 }, (_, i) => i).join()}]`,
    "[256]",
  ],
  nones: ['["a",null]', "[null]", "[nul]"],
  grid: ["[[1,2],[0.5],[]]", "[[],[],[],[],[]]", "[1]", '[["x"]]'],
  map: ['{"a":1,"b":-1}', "{}", '{"a":1,"\\u0061":2}', '{"a":"b"}'],
  lists: ['{"a":["b","c"],"d":[]}', '{"a":[1]}'],
  names: [
    '["a","b"]',
    // Long enough for the room of the faults to grow.
    `["a"${',"B","c"'.repeat(9)}]`,
  ],
  labels: [
    '{"a":"b"}',
    `{"a":"b"${Array.from({ length: 9 }, (_, i) => `,"c${i}":"D"`).join("")}}`,
  ],
  part: ['{"count":5,"note":"n"}', '{"note":null}', '{"cuont":1}', "[]"],
  maybe: ["null", '{"count":-32768}', '{"count":-32769}'],
  shapes: [
    '[{"type":"dot"},{"parts":[{"more":[1,2]},{}],"type":"größer"}]',
    '[{"type":"gr\\u00f6\\u00dfer"}]',
    '[{"type":"dott"}]',
    '[{"type":"dot","x":1}]',
    "[{}]",
    "[5]",
    '[{"parts":[1],"type":5}]',
  ],
  'größer \\"so\\"': [
    '{"a":{"type":"dot"}}',
    '{"a":{}}',
    '{"a":{"type":"größer","parts":[]}}',
  ],
  unknown: ["1", '{"a":[1,{"b":"c"}]}', '"x"'],
  tex: ["1"],
};

/**
 * Returns documents without end for the class of `filters/models.ts`, the same ones for a
 * seed: in most of them something is not what a key says, and in a third of them a few
 * bytes are changed.
 */
export function* modelDocuments(
  seed: number,
): Generator<Uint8Array, never, void> {
  const next = numbersFrom(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)];
  const space = () => (below(5) === 0 ? pick([" ", "\n", "\t\r", "  "]) : "");
  const keys = Object.keys(VALUES);
  for (;;) {
    const names = Array.from({ length: below(7) }, () => pick(keys));
    // Half of the documents have the keys in the order of the class, and end far behind.
    const isOrdered = below(2) === 0;
    if (isOrdered)
      names.sort((one, other) => keys.indexOf(one) - keys.indexOf(other));
    const members = names.map((key) => {
      const kind = below(10);
      const value =
        kind === 0
          ? numberText(below, pick)
          : pick(VALUES[kind === 1 ? pick(keys) : key]);
      return `${space()}"${key}"${space()}:${space()}${value}${space()}`;
    });
    const end = isOrdered ? " ".repeat(50) : space();
    let document: Buffer = Buffer.from(`{${members.join()}}${end}`);
    if (below(3) === 0) document = mutate(document, below, pick);
    yield document;
  }
}
