import { numbersFrom } from "../../module/instance.ts";

/** What may stand anywhere, most often wrongly. */
const HOSTILE =
  'null true 0 -1 1.5 "" "a" [] {} "\\ud800" 1e400 -0 2.0 1e2 [null] {"constructor":1} {"__proto__":1} {"x":1} [[]] 256 -129 "5s" "64KiB" 1e-400'.split(
    " ",
  );

const WHOLES =
  "0 1 2 3 -0 -1 127 128 -128 -129 255 256 32767 32768 65535 65536 2147483647 2147483648 4294967295 4294967296 9007199254740993 9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809 18446744073709551615 18446744073709551616 1e2 1.0 1.50e1 25e-1 0e5 0.0 1e19 1e18 -1e18".split(
    " ",
  );

const NUMBERS =
  "0 -0 0.1 -0.5 2.5 2.51 -0.50001 3.4028234663852886e38 3.5e38 1e308 1.8e308 1e-400 -1e-400 5e-324 1e22 0.10000000149011612 1e-46 9007199254740993 -9007199254740993 9007199254740992 9007199254740993.0 10000000000000000000 9999999999999999999 100000000000000000000".split(
    " ",
  );

const DURATIONS = [
  ..."5s 10ms 9ms 60s 61s 1m 2m 1h 0s 005s 255ms 256ms 1S -1s 1.5s 999999999h 9999999999ms 1\\u0073 5 597h 1193h".split(
    " ",
  ),
  ...["1 s", " 1s", "1s ", "1ms\\u0000", "1s\\n"],
].map((text) => `"${text}"`);

const SIZES = [
  ..."64KiB 1KiB 1MiB 2MiB 1023B 1B 127B 128B 1GiB 4GiB 16GiB 999999999GiB 1KB 1kib 0B"
    .split(" ")
    .map((text) => `"${text}"`),
  ..."1024 1048576 1048577 -1 -0 1.5 1e3 127 128 18446744073709551615 1e19".split(
    " ",
  ),
];

const TEXTS = [
  ..."a ab abc abcd b bb bc b1 bz bcc axbc axbcx axbcw_9 x xx xxx xy yxx a.b -a a- a_b.c a..b .a a:80 A.B".split(
    " ",
  ),
  ...["", "😀", "é😀", "a\u2028b", "a\u2028bc", "axb c", "axb\u00a0c", "bé"],
  ...["a\nbc", "axb\ufeffc", "axb\u000bcz", "a😀bc", "a b", "a\tb", "ä"],
  ...["abc\n", "b\u2028", "x".repeat(253), "x".repeat(254)],
]
  .map((text) => JSON.stringify(text))
  // Halves of pairs.
  .concat(
    '"\\udc00" "a\\udc00" "b\\udc00" "axb\\udc00c" "\\ud83dx"'.split(" "),
  );

const MODES = '"Strict" "Lenient" "Negative" "off" "\\u004fff" 0 ""'.split(" ");
const NAMES = '"a" "b" "" "__proto__" "\\u0061" "constructor" "1" "c/~d"'.split(
  " ",
);
const UNKNOWN = ["x", "", "toString", "__proto__", "typ"];

/** Makes the text of a value. */
type Make = () => string;

type Keys = Record<string, Make>;

/** Makes texts of values at random, the same ones for a seed. */
class Maker {
  #depth = 0;
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = numbersFrom(seed);
  }

  below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }

  oneOf(texts: readonly string[]): Make {
    return () => this.pick(this.below(12) === 0 ? HOSTILE : texts);
  }

  #several(make: Make): string[] {
    return Array.from({ length: this.below(4) }, make);
  }

  listOf(make: Make): Make {
    return () => `[${this.#several(make).join()}]`;
  }

  mapOf(make: Make): Make {
    const member = () => `${this.pick(NAMES)}:${make()}`;
    return () => `{${this.#several(member).join()}}`;
  }

  orNull(make: Make): Make {
    return () => (this.below(4) === 0 ? "null" : make());
  }

  /** An object with some of its keys, most often with those that are wanted. */
  objectOf(keys: Keys, wanted: string[] = []): Make {
    return () => {
      if (this.below(25) === 0) return this.pick(HOSTILE);
      const own = new Set([
        ...wanted.filter(() => this.below(10) > 0),
        ...Array.from({ length: this.below(3) }, () =>
          this.pick(Object.keys(keys)),
        ),
      ]);
      const members = [...own].map(
        (each) => `${JSON.stringify(each)}:${keys[each]()}`,
      );
      if (this.below(30) === 0)
        members.push(`${JSON.stringify(this.pick(UNKNOWN))}:1`);
      if (this.below(40) === 0 && members.length > 0) members.push(members[0]);
      if (this.below(4) === 0) members.reverse();
      return `{${members.join(this.pick([",", ", ", " ,\n\t"]))}}`;
    };
  }

  /** What may have itself in it, up to a depth; below it stands `end`. */
  nested(end: string, make: () => Make): Make {
    return () => {
      if (this.#depth > 3) return end;
      this.#depth++;
      const text = make()();
      this.#depth--;
      return text;
    };
  }
}

/**
 * Returns configurations without end for the filter `every-key.ts`, the same ones for a
 * seed. About a third of them are right.
 */
export function* settingsDocuments(
  seed: number,
): Generator<string, never, void> {
  const maker = new Maker(seed);
  const keys = keysOf(maker);
  const requests = requestsOf(maker, keys);
  const document = maker.objectOf({ ...keys, requests }, ["cluster"]);
  const { cluster } = keys;
  const ruled = maker.objectOf({ cluster, requests }, ["cluster", "requests"]);
  for (;;) {
    yield document();
    yield ruled();
  }
}

/** The keys of the settings, but for the rules. */
function keysOf(maker: Maker): Keys {
  const [whole, number] = [maker.oneOf(WHOLES), maker.oneOf(NUMBERS)];
  const text = maker.oneOf(TEXTS);
  const [span, size] = [maker.oneOf(DURATIONS), maker.oneOf(SIZES)];
  const mode = maker.oneOf(MODES);
  const need = maker.objectOf({ x: whole, y: text }, ["x"]);
  const match = matchOf(maker);
  const rule: Make = maker.nested("{}", () =>
    maker.objectOf({
      name: text,
      match,
      weights: maker.listOf(number),
      inner: maker.orNull(rule),
    }),
  );
  return {
    cluster: maker.oneOf(['"c"', '"c"', ...TEXTS]),
    ...{ host: text, timeout: span, wide: span, small: span, neg: span },
    ...{ limit: size, lim2: size, tiny: size, mode, pat: text, any: text },
    ...{ level: whole, ratio: number, rf: number, f32: number, f64: number },
    ...{ i8: whole, u8: whole, i16: whole, u16: whole, i64: whole, u64: whole },
    ...{ text, text2: text, rep: text, lz: text, token: text, need },
    ...{ "max-age": whole, "": whole, 'a"b\\/~é': whole, constructor: whole },
    ...{ label: maker.orNull(text), one: maker.orNull(text) },
    ...{ names: maker.listOf(text), numbers: maker.listOf(number) },
    ...{ rules: maker.listOf(rule), waits: maker.listOf(span) },
    ...{ modes: maker.listOf(mode), modeMap: maker.mapOf(mode) },
    ...{ counts: maker.mapOf(whole), objects: maker.mapOf(need) },
    lists: maker.mapOf(maker.listOf(text)),
    grid: maker.listOf(maker.listOf(whole)),
    flags: maker.listOf(maker.oneOf(["true", "false"])),
    texts: maker.listOf(maker.orNull(text)),
    nulls: maker.listOf(maker.orNull(need)),
    ...{ maybe: maker.orNull(need), matches: maker.listOf(match) },
    maybeMatch: maker.orNull(match),
  };
}

/** A value of the union. */
function matchOf(maker: Maker): Make {
  const text = maker.oneOf(TEXTS);
  const match: Make = maker.nested('{"type":"prefix","prefix":"a"}', () =>
    maker.pick([
      maker.objectOf({ type: maker.oneOf(['"prefix"']), prefix: text }, [
        "type",
        "prefix",
      ]),
      maker.objectOf(
        {
          type: maker.oneOf(['"exact"']),
          path: text,
          negated: maker.oneOf(["true", "false"]),
          deep: maker.listOf(match),
        },
        ["type"],
      ),
      maker.objectOf({ type: text, prefix: text, path: text }),
    ]),
  );
  return match;
}

/** The rules of the settings. */
function requestsOf(maker: Maker, keys: Keys): Make {
  // Whether a part of what may be null is enough depends on what the plugin itself has.
  const { maybe, maybeMatch, ...part } = keys;
  void [maybe, maybeMatch];
  const text = maker.oneOf(TEXTS);
  const header = maker.objectOf(
    {
      name: text,
      exact_match: maker.orNull(text),
      prefix_match: maker.orNull(text),
      present_match: maker.oneOf(["true", "false"]),
    },
    ["name"],
  );
  const domain = maker.oneOf(['"*"', '"*.a"', '"a.*"', '"*a*"', ...TEXTS]);
  const match = maker.objectOf({
    domains: maker.listOf(domain),
    prefix: maker.oneOf(['"/a"', '"a"', "null"]),
    path: maker.oneOf(['"/a"', '""']),
    route: maker.orNull(text),
    headers: maker.listOf(header),
  });
  const settings = maker.objectOf(part);
  return maker.listOf(
    maker.objectOf({ match, settings }, ["match", "settings"]),
  );
}
