/** A function that a module imports or exports: `i` i32, `I` i64, `f`, `F`. */
interface Typed {
  name: string;
  /** Such as `"ii>i"`. */
  type: string;
}

export interface ModuleDescription {
  imports?: (Typed & { module?: string })[];
  /** Exported functions that answer 0. */
  exports?: Typed[];
  /** Imports a global, which no host gives. */
  importsGlobal?: boolean;
}

const TYPES: Record<string, number> = { i: 0x7f, I: 0x7e, f: 0x7d, F: 0x7c };
const ZERO: Record<string, number[]> = {
  i: [0x41, 0],
  I: [0x42, 0],
  f: [0x43, 0, 0, 0, 0],
  F: [0x44, 0, 0, 0, 0, 0, 0, 0, 0],
};

/** What a plugin must have at least. */
export const LEAST: Typed[] = [
  { name: "proxy_abi_version_0_2_1", type: ">" },
  { name: "malloc", type: "i>i" },
];

/**
 * The bytes of a module with a memory, and functions of any types.
 *
 *     moduleBytes({ exports: LEAST })
 */
export function moduleBytes(
  description: ModuleDescription,
): Uint8Array<ArrayBuffer> {
  const { imports = [], exports = [], importsGlobal } = description;
  const functions = [...imports, ...exports];
  const imported = imports.map(({ module = "env", name }, index) => [
    ...text(module),
    ...text(name),
    0,
    index,
  ]);
  if (importsGlobal) imported.push([...text("env"), ...text("g"), 3, 0x7f, 0]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(
      1,
      functions.map(({ type }) => functionType(type)),
    ),
    ...section(2, imported),
    ...section(
      3,
      exports.map((_, index) => [imports.length + index]),
    ),
    ...section(5, [[0x00, 1]]),
    ...section(7, [
      [...text("memory"), 2, 0],
      ...exports.map(({ name }, index) => [
        ...text(name),
        0,
        imports.length + index,
      ]),
    ]),
    ...section(
      10,
      exports.map(({ type }) => body(type)),
    ),
  ]);
}

function section(id: number, items: number[][]): number[] {
  const content = [...size(items.length), ...items.flat()];
  return [id, ...size(content.length), ...content];
}

function size(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...size(value >> 7)];
}

function functionType(type: string): number[] {
  const [parameters, results] = type.split(">");
  const values = (each: string) => [
    each.length,
    ...[...each].map((letter) => TYPES[letter]),
  ];
  return [0x60, ...values(parameters), ...values(results)];
}

function body(type: string): number[] {
  const [, results] = type.split(">");
  const code = [0, ...(ZERO[results] ?? []), 0x0b];
  return [...size(code.length), ...code];
}

function text(value: string): number[] {
  return [value.length, ...Buffer.from(value)];
}
