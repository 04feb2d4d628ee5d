import { BinaryReader } from "./binary-reader.ts";

/** `i`, `I`, `f` and `F` for i32, i64, f32, f64; the results behind the `>`. */
export type Signature = string;

export interface ModuleImport {
  module: string;
  name: string;
  kind: "function" | "table" | "memory" | "global";
  /** Of a function. */
  signature?: Signature;
}

/** What a module imports and exports, with the types that JavaScript hides. */
export interface ModuleInterface {
  imports: ModuleImport[];
  /** The exported functions, in the module's order. */
  functions: Map<string, Signature>;
  exportsMemory: boolean;
  /** Whether there is a section with the names of the functions. */
  hasNames: boolean;
  /** How many bytes its functions stand further on than in its file. */
  addedBytes: number;
}

const HEADER_SIZE = 8;
const KINDS = ["function", "table", "memory", "global"] as const;
const TYPES = new Map([
  [0x7f, "i"],
  [0x7e, "I"],
  [0x7d, "f"],
  [0x7c, "F"],
]);

/**
 * Reads the interface of a valid module.
 *
 *     readInterface(bytes).functions.get("malloc") // "i>i"
 */
export function readInterface(bytes: Uint8Array): ModuleInterface {
  const reader = new BinaryReader(bytes, HEADER_SIZE);
  const types: Signature[] = [];
  const functionTypes: number[] = [];
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
    if (id === 0) found.hasNames ||= reader.name() === "name";
    if (id === 1) types.push(...reader.vector(() => readType(reader)));
    if (id === 2) readImports(reader, found, types, functionTypes);
    if (id === 3) functionTypes.push(...reader.vector(() => reader.number()));
    if (id === 7) readExports(reader, found, types, functionTypes);
    reader.at = end;
  }
  return found;
}

function readType(reader: BinaryReader): Signature {
  reader.byte();
  const value = () => TYPES.get(reader.byte()) ?? "?";
  return `${reader.vector(value).join("")}>${reader.vector(value).join("")}`;
}

function readImports(
  reader: BinaryReader,
  found: ModuleInterface,
  types: Signature[],
  functionTypes: number[],
): void {
  reader.vector(() => {
    const module = reader.name();
    const name = reader.name();
    const kind = KINDS[reader.byte()] ?? "global";
    const entry: ModuleImport = { module, name, kind };
    if (kind === "function") {
      const type = reader.number();
      functionTypes.push(type);
      entry.signature = types[type];
    } else if (kind === "global") {
      reader.at += 2;
    } else {
      if (kind === "table") reader.byte();
      const hasMaximum = reader.byte() & 1;
      reader.number();
      if (hasMaximum) reader.number();
    }
    found.imports.push(entry);
  });
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
