import type { Random } from "../fuzz/random.ts";

/** Bytes that confuse Wasm readers. */
const ODD = [0, 1, 3, 4, 7, 10, 0x40, 0x5e, 0x60, 0x63, 0x7f, 0x80, 0xff];

/** The largest number that a module can encode, and one that never ends. */
const LARGEST = [0xff, 0xff, 0xff, 0xff, 0x0f];
const ENDLESS = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80];

/** Sections that tools write and validation ignores. */
const CUSTOM = ["name", "sourceMappingURL", "code", "start", "memory", "é\n"];

/** Where sections can be, so that most of the module stays unchanged. */
const HEADER_SIZE = 8;

/**
 * A module with a few changes: bits, bytes, numbers, parts removed or duplicated, and
 * custom sections with any content.
 *
 *     mutateBytes(module, new Random(seed));
 */
export function mutateBytes(
  bytes: Uint8Array,
  random: Random,
): Uint8Array<ArrayBuffer> {
  let changed = [...bytes];
  const changes = 1 + random.below(3);
  for (let index = 0; index < changes; index++) {
    // Nothing is left to change of what was cut to nothing.
    if (changed.length === 0) break;
    changed = random.pick(CHANGES)(changed, random);
  }
  return Uint8Array.from(changed);
}

type Change = (bytes: number[], random: Random) => number[];

const CHANGES: Change[] = [
  (bytes, random) =>
    with1(bytes, random, (byte) => byte ^ (1 << random.below(8))),
  (bytes, random) => with1(bytes, random, () => random.pick(ODD)),
  (bytes, random) => with1(bytes, random, (byte) => (byte + 1) & 0xff),
  (bytes, random) => {
    const at = random.below(bytes.length);
    return bytes.toSpliced(at, 1, ...random.pick([LARGEST, ENDLESS]));
  },
  (bytes, random) =>
    bytes.toSpliced(random.below(bytes.length), random.below(9)),
  (bytes, random) => {
    const from = random.below(bytes.length);
    const part = bytes.slice(from, from + 1 + random.below(40));
    return bytes.toSpliced(random.below(bytes.length), 0, ...part);
  },
  (bytes, random) => bytes.slice(0, random.below(bytes.length) + 1),
  (bytes, random) => {
    const section = customSection(random);
    const atEnd = random.oneIn(2);
    return bytes.toSpliced(atEnd ? bytes.length : HEADER_SIZE, 0, ...section);
  },
];

function with1(
  bytes: number[],
  random: Random,
  change: (byte: number) => number,
): number[] {
  const at = random.below(bytes.length);
  return bytes.with(at, change(bytes[at]));
}

function customSection(random: Random): number[] {
  const name = [...Buffer.from(random.pick(CUSTOM))];
  const content = random.some(24, () =>
    random.oneIn(2) ? random.pick(ODD) : random.below(256),
  );
  const body = [name.length, ...name, ...content];
  return [0, body.length, ...body];
}
