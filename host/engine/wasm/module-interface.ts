import { BinaryReader } from "./binary-reader.ts";
import { readTypes, readValueType, type Signature } from "./module-types.ts";

export type { Signature };

export interface ModuleImport {
  module: string;
  name: string;
  kind: "function" | "table" | "memory" | "global" | "tag";
  /** Only for functions. */
  signature?: Signature;
}

/** What a module imports and exports, with the types that JavaScript hides. */
export interface ModuleInterface {
  imports: ModuleImport[];
  /** The exported functions, in the module's order. */
  functions: Map<string, Signature>;
  exportsMemory: boolean;
  /** Whether it has a section with the names of the functions. */
  hasNames: boolean;
  /** How many bytes its functions have moved compared with its file. */
  addedBytes: number;
}

const HEADER_SIZE = 8;
const KINDS = ["function", "table", "memory", "global", "tag"] as const;

/** Bits of the limits of a memory or a table. */
const HAS_MAXIMUM = 1;
const HAS_PAGE_SIZE = 8;

/**
 * Reads the interface of a valid module. Throws a RangeError for anything that no
 * engine knew when this was written.
 *
 *     readInterface(bytes).functions.get("malloc") // "i>i"
 */
export function readInterface(bytes: Uint8Array): ModuleInterface {
  const reader = new BinaryReader(bytes, HEADER_SIZE);
  let types: Signature[] = [];
  let functionTypes: number[] = [];
  const found: ModuleInterface = {
    imports: [],
    functions: new Map(),
    exportsMemory: false,
    hasNames: false,
    addedBytes: 0,
  };
  while (!reader.done) {
    const id = reader.byte();
    const size = reader.number();
    const end = reader.at + size;
    if (id === 0)
      found.hasNames ||= customName(bytes, reader.at, end) === "name";
    if (id === 1) types = readTypes(reader);
    if (id === 2) functionTypes = readImports(reader, found, types);
    if (id === 3) {
      functionTypes = functionTypes.concat(
        reader.vector(() => reader.number()),
      );
    }
    if (id === 7) readExports(reader, found, types, functionTypes);
    reader.at = end;
  }
  return found;
}

/**
 * Returns the name of a custom section, or undefined where the name does not end
 * within the section. Engines do not look into it.
 */
export function customName(
  bytes: Uint8Array,
  start: number,
  end: number,
): string | undefined {
  try {
    return new BinaryReader(bytes.subarray(0, end), start).name();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readImports(
  reader: BinaryReader,
  found: ModuleInterface,
  types: Signature[],
): number[] {
  const functionTypes: number[] = [];
  reader.vector(() => {
    const module = reader.name();
    const name = reader.name();
    const byte = reader.byte();
    const kind = KINDS[byte];
    if (kind === undefined) throw new RangeError(`An import of kind ${byte}`);
    const entry: ModuleImport = { module, name, kind };
    if (kind === "function") {
      const type = reader.number();
      functionTypes.push(type);
      entry.signature = types[type];
    } else {
      skipImport(reader, kind);
    }
    found.imports.push(entry);
  });
  return functionTypes;
}

function skipImport(reader: BinaryReader, kind: ModuleImport["kind"]): void {
  if (kind === "table" || kind === "global") readValueType(reader);
  if (kind === "table" || kind === "memory") readLimits(reader);
  if (kind === "global" || kind === "tag") reader.byte();
  if (kind === "tag") reader.number();
}

/** Reads the minimum and maximum size of a memory or a table. */
export function readLimits(reader: BinaryReader): {
  minimum: number;
  maximum?: number;
} {
  const flags = reader.byte();
  const minimum = reader.number();
  const maximum = flags & HAS_MAXIMUM ? reader.number() : undefined;
  if (flags & HAS_PAGE_SIZE) reader.number();
  return maximum === undefined ? { minimum } : { minimum, maximum };
}

function readExports(
  reader: BinaryReader,
  found: ModuleInterface,
  types: Signature[],
  functionTypes: number[],
): void {
  reader.vector(() => {
    const name = reader.name();
    const kind = KINDS[reader.byte()];
    const index = reader.number();
    const signature = types[functionTypes[index] ?? -1];
    if (kind === "function") found.functions.set(name, signature ?? "");
    if (kind === "memory") found.exportsMemory = true;
  });
}
