import { RE2JS } from "re2js";
import type { Random } from "../fuzz/random.ts";
import { mutated } from "./mutate.ts";
import type { Subject } from "./subject.ts";

const PATTERNS = [
  "^/api/v[0-9]+/(users|teams)/([^/]+)$",
  "(a|ab)(c|bcd)(d*)",
  "(?P<year>\\d{4})-(?<month>\\d\\d)",
  "(?i:select)\\s+(?s:.*?)\\bfrom\\b",
  "[[:alpha:]_][\\w-]*|\\Qa.b\\E+",
  "(a*)*|b+?|(?U)c*d{2,3}?",
  "(|a)+$|\\x{1F600}é[^b-d\\]]",
  "(?m)^a.$|\\A\\B.\\z",
];
const ATOMS = [
  ...["a", "b", "c", "ab", ".", "[ab]", "[^a]", "\\w", "\\W", "\\d", "\\s"],
  ...["^", "$", "\\b", "\\B", "\\A", "\\z", "é", "[^é-ü]", "\\n", "()", "k"],
  ...["(?i)", "(?s)", "(?m)", "(?U)", "(?-i)", "[[:upper:]]", "-", "\\x61"],
];
const TEXT = "aaabbcABkK \nd-é\u{1f600}ü1_\u212aſ";

/** A pattern by the grammar. */
function pattern(random: Random, depth = 3): string {
  const one = (): string => {
    if (depth === 0 || random.oneIn(3)) return random.pick(ATOMS);
    const inner = pattern(random, depth - 1);
    return random.pick([
      `(${inner})`,
      `(?:${inner})`,
      `(?i:${inner})`,
      `${inner}|${pattern(random, depth - 1)}`,
      `(?:${inner})${random.pick(["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{2,}?", "{0,2}"])}`,
      `[ab]${random.pick(["*", "+", "?", "*?"])}${inner}`,
    ]);
  };
  return Array.from({ length: 1 + random.below(3) }, one).join("");
}

function text(random: Random): string {
  const characters = [...TEXT];
  const limit = random.pick([3, 8, 30]);
  return Array.from({ length: random.below(limit) }, () =>
    random.pick(characters),
  ).join("");
}

function patternAndText(random: Random): Buffer {
  const source = random.oneIn(3)
    ? mutated(random, PATTERNS).toString().replaceAll("\0", "")
    : pattern(random);
  const flags = random.pick(["", "", "", "i", "m", "s", "U", "ims"]);
  return Buffer.from(`${source}\0${flags}\0${text(random)}`);
}

/** Compiles by RE2's rules; undefined where they refuse the pattern. */
function re2Of(source: string, flags: string): RE2JS | undefined {
  try {
    return RE2JS.compile(flags === "" ? source : `(?${flags})${source}`);
  } catch {
    return undefined;
  }
}

/** What is known to be refused, though RE2 takes it. */
const LEFT_OUT =
  /\\p|\\P|\\Q|[^\0-\x7f]|x\{|x[89a-f]|\(\?i|\(\?[a-zA-Z-]+\)[*+?{]/;

/** What is looked for, and what is between line feeds, in the text of `needles`. */
function needlesIn(random: Random): Buffer {
  const word = (limit: number) =>
    Array.from({ length: random.below(limit) }, () =>
      random.pick([..."aaabbA\u00e9"]),
    ).join("");
  const list = Array.from({ length: 1 + random.below(5) }, () => word(6));
  const head = `${random.pick(["", "i"])}${"-".repeat(random.below(7))}`;
  return Buffer.from([head, ...list, word(random.pick([9, 40]))].join("\n"));
}

function needlesFault(output: Buffer | undefined, input: Buffer) {
  const parts = input.toString().split("\n");
  const flags = parts[0].startsWith("i") ? "gi" : "g";
  // As latin1, so that positions are those of bytes, and only ASCII is folded.
  const latin1 = (text: string) => Buffer.from(text).toString("latin1");
  const list = parts.slice(1, -1).filter((each) => each !== "");
  list.sort((a, b) => latin1(b).length - latin1(a).length);
  const source = list.length > 0 ? list.map(latin1).join("|") : "$^x";
  const found = latin1(parts.at(-1)).matchAll(new RegExp(source, flags));
  const expected = [...found]
    .map(({ index, 0: text }) => `${index},${index + text.length} `)
    .join("");
  return output?.toString() === expected ? undefined : `not ${expected}`;
}

/** Patterns, of which RE2 finds the same. */
export const PATTERNS_SUBJECTS: Subject[] = [
  {
    name: "needles",
    theme: "patterns",
    input: needlesIn,
    fault: needlesFault,
  },
  {
    name: "regexFind",
    theme: "patterns",
    input: patternAndText,
    fault(output, input) {
      const [source, flags, text] = input.toString().split("\0");
      const re2 = re2Of(source, flags);
      if (re2 === undefined) {
        return output === undefined ? undefined : "RE2 refuses it";
      }
      if (output === undefined) {
        return LEFT_OUT.test(source) ? undefined : "RE2 takes it";
      }
      const matcher = re2.matcher(text);
      let expected = "none";
      if (matcher.find()) {
        expected = `${matcher.start()},${matcher.end()}`;
        for (let i = 0; i <= re2.groupCount(); i++) {
          const group = matcher.group(i);
          expected += group === null ? "\n-" : `\n=${group}`;
        }
      }
      const shown = output.toString();
      return shown === expected ? undefined : `${shown}, not ${expected}`;
    },
  },
  {
    name: "regexReplace",
    theme: "patterns",
    input: patternAndText,
    fault(output, input) {
      const [source, flags, text] = input.toString().split("\0");
      const re2 = re2Of(source, flags);
      if (re2 === undefined || output === undefined) return undefined;
      let expected = "";
      let at = 0;
      const matcher = re2.matcher(text);
      while (matcher.find()) {
        expected += `${text.slice(at, matcher.start())}<${matcher.group()}>`;
        at = matcher.end();
      }
      expected += text.slice(at);
      const shown = output.toString();
      return shown === expected ? undefined : `${shown}, not ${expected}`;
    },
  },
];
