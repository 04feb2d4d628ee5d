/** A function that a module imports or exports: `i` i32, `I` i64, `f`, `F`. */
interface Typed {
  name: string;
  /** Such as `"ii>i"`. */
  type: string;
}

export interface ModuleDescription {
  imports?: (Typed & { module?: string })[];
  /** Exported functions that return 0; `calls` names an import to call, with zeros. */
  exports?: (Typed & { calls?: string })[];
  /** Imports a global, which no host provides. */
  importsGlobal?: boolean;
  /** The initial pages of its memory, 1 by default; 0 for no memory. */
  memory?: number;
  /** The export that its start section calls. */
  start?: string;
}

const TYPES: Record<string, number> = { i: 0x7f, I: 0x7e, f: 0x7d, F: 0x7c };
const ZERO: Record<string, number[]> = {
  i: [0x41, 0],
  I: [0x42, 0],
  f: [0x43, 0, 0, 0, 0],
  F: [0x44, 0, 0, 0, 0, 0, 0, 0, 0],
};

/** The minimum that a plugin must export. */
export const LEAST: Typed[] = [
  { name: "proxy_abi_version_0_2_1", type: ">" },
  { name: "malloc", type: "i>i" },
];

/**
 * The bytes of a module with a memory and functions of any types.
 *
 *     moduleBytes({ exports: LEAST })
 */
export function moduleBytes(
  description: ModuleDescription,
): Uint8Array<ArrayBuffer> {
  const { imports = [], exports = [], importsGlobal } = description;
  const { memory = 1, start } = description;
  const index = (at: number) => imports.length + at;
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
      exports.map((_, at) => [index(at)]),
    ),
    ...(memory > 0 ? section(5, [[0x00, ...size(memory)]]) : []),
    ...section(7, [
      ...(memory > 0 ? [[...text("memory"), 2, 0]] : []),
      ...exports.map(({ name }, at) => [...text(name), 0, index(at)]),
    ]),
    ...(start === undefined
      ? []
      : [8, 1, index(exports.findIndex(({ name }) => name === start))]),
    ...section(
      10,
      exports.map(({ type, calls }) => {
        const callee = imports.findIndex(({ name }) => name === calls);
        return body(type, callee < 0 ? [] : call(callee, imports[callee].type));
      }),
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

function body(type: string, before: number[]): number[] {
  const [, results] = type.split(">");
  const code = [0, ...before, ...(ZERO[results] ?? []), 0x0b];
  return [...size(code.length), ...code];
}

/** Calls a function with zeros and drops its results. */
function call(index: number, type: string): number[] {
  const [parameters, results] = type.split(">");
  const zeros = [...parameters].flatMap((letter) => ZERO[letter]);
  return [...zeros, 0x10, index, ...(results === "" ? [] : [0x1a])];
}

function text(value: string): number[] {
  const bytes = Buffer.from(value);
  return [...size(bytes.length), ...bytes];
}
