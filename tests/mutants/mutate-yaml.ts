import type { Random } from "../fuzz/random.ts";

/** Values that nobody expects. */
const VALUES = [
  "null",
  "~",
  "[]",
  "{}",
  "true",
  "3",
  "1e400",
  ".nan",
  "0x10",
  "2020-01-01",
  '"\\u001b[2J"',
  "!!binary YQ==",
  "!!set {a}",
  "!odd x",
  "&a [*a]",
  "&b {c: *b}",
  "[&x [1,1], *x, *x]",
  "[[[[[[]]]]]]",
  "{? {a: b} : c}",
  "{? [a] : c}",
  "{__proto__: a, constructor: b, toString: c}",
  "{kind: EnvoyFilter}",
  "{'@type': 1, type_url: wasm}",
  "{<<: {a: 1}}",
];

/** Lines to insert anywhere, indented like the line before. */
const LINES = [
  "__proto__: evil",
  "constructor: null",
  "config: null",
  "typed_config: null",
  "typed_config: { '@type': type.googleapis.com/udpa.type.v1.TypedStruct, type_url: wasm }",
  "name: envoy.filters.http.wasm",
  "vm_config: 3",
  "? [a]\n: b",
  "- a",
  "---",
  "...",
  "%YAML 1.1",
  "\u0000",
];

/**
 * A YAML text with a few changes: values of another type, lines removed or moved,
 * anchors, tags, and single characters.
 *
 *     mutateYaml(text, new Random(seed));
 */
export function mutateYaml(text: string, random: Random): string {
  let changed = text;
  const changes = 1 + random.below(4);
  for (let index = 0; index < changes; index++) {
    changed = random.pick(CHANGES)(changed, random);
  }
  return changed;
}

type Change = (text: string, random: Random) => string;

const CHANGES: Change[] = [
  (text, random) =>
    atLine(text, random, (line) => [
      line.replace(/:( .*)?$/, `: ${random.pick(VALUES)}`),
    ]),
  (text, random) =>
    atLine(text, random, (line) => [
      line.replace(/:( .*)?$/, `: ${random.pick(VALUES)}`),
    ]),
  (text, random) => atLine(text, random, () => []),
  (text, random) => atLine(text, random, (line) => [line, line]),
  (text, random) =>
    atLine(text, random, (line) => {
      const indent = /^ */.exec(line)?.[0] ?? "";
      return [line, `${indent}${random.pick(LINES)}`];
    }),
  (text, random) => atLine(text, random, (line) => [` ${line}`]),
  (text, random) => {
    const at = random.below(text.length + 1);
    const sign = random.pick([..."[]{}:,&*!|>'\"%@`#-?\t\n\u0085", ""]);
    return text.slice(0, at) + sign + text.slice(at + random.below(2));
  },
];

function atLine(
  text: string,
  random: Random,
  change: (line: string) => string[],
): string {
  const lines = text.split("\n");
  const at = random.below(lines.length);
  return lines.toSpliced(at, 1, ...change(lines[at])).join("\n");
}
