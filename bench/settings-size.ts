/**
 * Prints what a class of six settings costs a filter in bytes, beside the same filter that
 * reads none, the functions that this is made of, and what it would save to do without a
 * part:
 *
 *     npx tsx bench/settings-size.ts
 */
import { readFileSync } from "node:fs";
import { BinaryReader } from "../host/engine/wasm/binary-reader.ts";
import { filterModule, withoutPart } from "./modules.ts";
import { moduleSize } from "./module-size.ts";

const HEADER_SIZE = 8;
const CODE = 10;
const FUNCTION_NAMES = 1;

const [none, six] = await Promise.all(
  ["no-settings", "six-settings"].map(filterModule),
);
const size = moduleSize(six).code - moduleSize(none).code;
console.log(`six settings: ${size} bytes`);
const before = functionsOf(none);
const rows = [...functionsOf(six)]
  .map(([name, bytes]) => ({ name, more: bytes - (before.get(name) ?? 0) }))
  .filter(({ more }) => more > 0)
  .toSorted((one, other) => other.more - one.more);
for (const { name, more } of rows)
  console.log(
    `${String(more).padStart(5)} ${name.replace(/^.*assembly\//, "")}`,
  );
const sum = rows.reduce((all, { more }) => all + more, 0);
console.log(`${size - sum} data, types, tables, less what both do otherwise`);

const parts = JSON.parse(
  readFileSync(new URL("settings-parts.json", import.meta.url), "utf8"),
) as { what: string }[];
const whole = moduleSize(six).code;
console.log("\nwithout a part");
for (const [index, { what }] of parts.entries()) {
  const saved = whole - moduleSize(await withoutPart(index + 1)).code;
  console.log(`${String(saved).padStart(5)} ${what}`);
}
const least = moduleSize(await withoutPart(0)).code - moduleSize(none).code;
console.log(`${String(size - least).padStart(5)} all of these; ${least} stay`);

/** The bytes that the code of each function takes, by its name. */
function functionsOf(wasm: string): Map<string, number> {
  const bytes = readFileSync(wasm);
  const code = sectionAt(bytes, (id) => id === CODE);
  const sizes: number[] = [];
  for (let left = code.number(); left > 0; left--) {
    const size = code.number();
    sizes.push(size);
    code.at += size;
  }
  const names = sectionAt(
    bytes,
    (id, reader) => id === 0 && reader.name() === "name",
  );
  while (names.byte() !== FUNCTION_NAMES) {
    const size = names.number();
    names.at += size;
  }
  names.number();
  const all = Array.from({ length: names.number() }, () => ({
    index: names.number(),
    name: names.name(),
  }));
  // Those of the host come first, and have no code.
  const imported = (all.at(-1)?.index ?? 0) + 1 - sizes.length;
  // Both filters have the same functions of their own, but for their file's name.
  return new Map(
    all.map(({ name, index }) => [
      name.replace(/\b(?:no|six)-settings\//g, ""),
      sizes[index - imported],
    ]),
  );
}

/** Returns a reader of the section that a function chooses. */
function sectionAt(
  bytes: Uint8Array,
  isIt: (id: number, reader: BinaryReader) => boolean,
): BinaryReader {
  const reader = new BinaryReader(bytes, HEADER_SIZE);
  for (;;) {
    const id = reader.byte();
    const end = reader.number() + reader.at;
    if (isIt(id, reader)) return reader;
    reader.at = end;
  }
}
