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
export function randomPattern(random: Random, depth = 3): string {
  const one = (): string => {
    if (depth === 0 || random.oneIn(3)) return random.pick(ATOMS);
    const inner = randomPattern(random, depth - 1);
    return random.pick([
      `(${inner})`,
      `(?:${inner})`,
      `(?i:${inner})`,
      `${inner}|${randomPattern(random, depth - 1)}`,
      `(?:${inner})${random.pick(["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{2,}?", "{0,2}"])}`,
      `[ab]${random.pick(["*", "+", "?", "*?"])}${inner}`,
    ]);
  };
  return Array.from({ length: 1 + random.below(3) }, one).join("");
}

export function randomText(random: Random): string {
  const characters = [...TEXT];
  const limit = random.pick([3, 8, 30]);
  return Array.from({ length: random.below(limit) }, () =>
    random.pick(characters),
  ).join("");
}

function patternAndText(random: Random): Buffer {
  const source = random.oneIn(3)
    ? mutated(random, PATTERNS).toString().replaceAll("\0", "")
    : randomPattern(random);
  const flags = random.pick(["", "", "", "i", "m", "s", "U", "ims"]);
  return Buffer.from(`${source}\0${flags}\0${randomText(random)}`);
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
  /\\p|\\P|\\Q|[^\0-\x7f]|x\{|x[89a-f]|\(\?i|\(\?[a-zA-Z-]*\)[*+?{]|\\[2-7]\d\d/;
/** RE2JS takes this for a class without a name. */
const NAMELESS = "[:]";

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

function globIn(random: Random): Buffer {
  const part = (signs: string[]) =>
    Array.from({ length: random.below(4) }, () => random.pick(signs)).join("");
  const path = (signs: string[], rest: string[]) =>
    Array.from({ length: 1 + random.below(5) }, () =>
      random.oneIn(3) ? random.pick(rest) : part(signs),
    ).join("/");
  const pattern = path(["a", "b", "*", "?"], ["**", "*", "a"]);
  return Buffer.from(`${pattern}\n${path(["a", "b"], ["a", "ab"])}`);
}

function globFault(output: Buffer | undefined, input: Buffer) {
  const [pattern, text] = input.toString().split("\n");
  const parts = pattern.split("/");
  if (parts.some((part) => part !== "**" && part.includes("**"))) {
    return output === undefined ? undefined : "it is taken";
  }
  const source = parts.map((part) =>
    part === "**"
      ? "(?:[^/]*/)*"
      : `${part.replaceAll("*", "[^/]*").replaceAll("?", "[^/]")}/`,
  );
  const expected = new RegExp(`^${source.join("")}$`).test(`${text}/`);
  return output?.toString() === String(expected)
    ? undefined
    : `not ${expected}`;
}

function routesIn(random: Random): Buffer {
  const path = (parts: string[]) =>
    `/${Array.from({ length: 1 + random.below(4) }, () => random.pick(parts)).join("/")}`;
  if (random.oneIn(4)) {
    return mutated(random, [
      "/a/{b}\n/a/{c=**}\n/a/b\n/a/%62?c",
      "/a\n/**\n/..",
    ]);
  }
  const routes = Array.from({ length: 1 + random.below(8) }, (_, index) =>
    path(["a", "b", "ab", "", `{x${index}}`, "*"]).replace(
      /\/[^/]*$/,
      random.oneIn(3) ? "/**" : "$&",
    ),
  );
  // A name may be there once only.
  const own = routes.map((each) => {
    let count = 0;
    return each.replaceAll(/\{x/g, () => `{x${count++}_`);
  });
  const asked = path(["a", "b", "ab", "", "%61", "%62%", "..", "."]);
  const rest = random.pick(["", "", "?", "?a/b", "#/a?b"]);
  return Buffer.from([...own, asked + rest].join("\n"));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What a path of a route matches, and what it counts by at each part. */
function matched(route: string, path: string) {
  const parts = path.slice(1).split("/");
  const kinds: number[] = [];
  const found: string[] = [];
  const isDots = (part: string) => /^\.\.?$/.test(decoded(part));
  const all = route.slice(1).split("/");
  for (const [index, part] of all.entries()) {
    if (/^(\{\w+=\*\*\}|\*\*)$/.test(part)) {
      const rest = parts.slice(index);
      if (rest.join("/") === "" || rest.some(isDots)) return undefined;
      return { kinds: [...kinds, 2], found: [...found, rest.join("/")] };
    }
    const own = parts.at(index);
    if (own === undefined) return undefined;
    if (/^(\{.*\}|\*)$/.test(part)) {
      if (own === "" || isDots(own)) return undefined;
      kinds.push(1);
      found.push(own);
    } else if (part === decoded(own)) kinds.push(0);
    else return undefined;
  }
  return parts.length === all.length ? { kinds, found } : undefined;
}

const ROUTE =
  /^(\/([^/{}*]*|\{\w+\}|\{\w+=\*\}|\*))*?(\/(\*\*|\{\w+=\*\*\}))?$/;

function routeFault(output: Buffer | undefined, input: Buffer) {
  const lines = input.toString().split("\n");
  const path = lines.pop()!.replace(/[?#].*$/s, "");
  // Whether a route is refused is not known here, but by its names.
  const isKnown = lines.every(
    (line) =>
      line.startsWith("/") && ROUTE.test(line) && !/\{\d|(\{b.*){2}/.test(line),
  );
  if (!isKnown) return undefined;
  let best: { index: number; kinds: number[]; found: string[] } | undefined;
  for (const [index, line] of lines.entries()) {
    const now = path.startsWith("/") ? matched(line, path) : undefined;
    if (now !== undefined && (!best || now.kinds.join() < best.kinds.join())) {
      best = { index, ...now };
    }
  }
  const expected = best
    ? [best.index, ...best.found.map(decoded)].join("\n")
    : "none";
  const shown = String(output ?? "none");
  return shown === expected ? undefined : `${shown}, not ${expected}`;
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
        const isRight = output === undefined || source.includes(NAMELESS);
        return isRight ? undefined : "RE2 refuses it";
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
  { name: "glob", theme: "patterns", input: globIn, fault: globFault },
  { name: "route", theme: "patterns", input: routesIn, fault: routeFault },
];
