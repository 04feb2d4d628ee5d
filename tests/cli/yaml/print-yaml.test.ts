import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { printYaml } from "../../../cli/yaml/print-yaml.ts";
import { Random } from "../../fuzz/random.ts";

const read11 = (text: string): unknown => parse(text, { version: "1.1" });

/** Texts that YAML 1.1 or one of its readers takes for something else. */
const MISTAKEN = [
  ...["NO", "no", "No", "yes", "Yes", "YES", "y", "Y", "n", "N", "on", "On"],
  ...["ON", "off", "OFF", "true", "True", "FALSE", "null", "Null", "~", ""],
  ...["0b11", "-0b1", "1_000", "1_0.5_0", "0o7", "012", "0_7", "0x1F", "0x_f"],
  ...[
    "+1",
    "-1",
    "1e3",
    "1e+3",
    "1.e3",
    ".5",
    "-.5",
    "5.",
    "+.5e1",
    "E1",
    "-_1",
  ],
  ...[
    "1:20",
    "190:20:30",
    "-1:20:30.5",
    ".inf",
    "-.Inf",
    "+.INF",
    ".nan",
    ".NaN",
  ],
  ...[
    "2020-01-01",
    "2020-1-1",
    "2001-12-14t21:59:43.10-05:00",
    "2001-12-14 21:59:43",
  ],
  ...[
    "<<",
    "=",
    "a\u0085b",
    "a\u2028b",
    "a\u2029b",
    "\ufeffa",
    "a\u007fb",
    "\u0000",
  ],
  ...[
    "- a",
    "? a",
    "a: b",
    "#a",
    "a #b",
    "&a",
    "*a",
    "!a",
    "@a",
    "`a",
    "%a",
    "---",
  ],
  ...[
    " a",
    "a ",
    "a\nb",
    "a\n",
    "\na",
    "\ta",
    "a\tb",
    "'a'",
    '"a"',
    "[a]",
    "{a}",
  ],
];

/** Texts that need no quotes in YAML 1.1 either. */
const PLAIN = [
  ...["add-header", "v1.31.2", "10.0.0.1", "1.2.3", "one", "nope", "yesterday"],
  ...[
    "oci://r.example/a:v1",
    "0.0.0.0:80",
    "envoy.wasm.runtime.v8",
    "1a",
    "_",
    "12h",
  ],
];

test("printYaml quotes what YAML 1.1 takes for something else, both as a value and as a key", () => {
  for (const text of MISTAKEN) {
    const value = { key: text, [text || "empty"]: [text, { [text]: text }] };
    const yaml = printYaml(value);
    assert.deepEqual(read11(yaml), value, yaml);
    assert.deepEqual(parse(yaml), value, yaml);
  }
  for (const text of PLAIN) {
    assert.equal(printYaml({ [text]: text }), `${text}: ${text}\n`);
  }
});

const PIECES = [
  ...["y", "n", "on", "no", "e", "E", "x", "b", "o", "_", ":", ".", "-", "+"],
  ...[
    "0",
    "1",
    "7",
    "9",
    "12",
    "inf",
    "nan",
    "~",
    "<",
    "=",
    " ",
    "\n",
    "\t",
    "#",
  ],
  ...[
    "\u0085",
    "\u2028",
    "\u0000",
    "\u200b",
    "'",
    '"',
    "\\",
    "T",
    "Z",
    "ä",
    "🎉",
  ],
];

/** A JSON value whose texts look like something else. */
function randomValue(random: Random, depth = 0): unknown {
  const text = () => random.some(6, () => random.pick(PIECES)).join("");
  const kind = random.below(depth > 3 ? 4 : 7);
  if (kind < 2) return text();
  if (kind === 2) return random.pick([0, -1, 1.5, 1e21, 1e-7, 2 ** 53]);
  if (kind === 3) return random.pick([true, false, null]);
  const inner = () => randomValue(random, depth + 1);
  if (kind === 4) return random.some(4, inner);
  return Object.fromEntries(random.some(4, () => [text(), inner()]));
}

test("printYaml prints what YAML 1.1 and 1.2 read back unchanged, whatever the texts", () => {
  for (let seed = 1; seed <= 3000; seed++) {
    const value = { value: randomValue(new Random(seed)) };
    const yaml = printYaml(value);
    assert.deepEqual(read11(yaml), value, `seed ${seed}: ${yaml}`);
    assert.deepEqual(parse(yaml), value, `seed ${seed}: ${yaml}`);
  }
});
