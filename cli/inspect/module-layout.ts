import { BinaryReader } from "../../host/wasm/binary-reader.ts";
import type { FunctionSize } from "./inspection.ts";

/** What a module is made of, besides its imports and exports. */
export interface ModuleLayout {
  sections: { name: string; size: number }[];
  hasStartSection: boolean;
  hasNames: boolean;
  sourceMap?: string;
  /** Of the memory that the module defines or imports. */
  memory?: { minimum: number; maximum?: number };
  /** Every function with a body, the largest first. */
  functions: FunctionSize[];
}

const HEADER_SIZE = 8;
const SECTIONS = [
  ...["custom", "type", "import", "function", "table", "memory", "global"],
  ...["export", "start", "element", "code", "data", "data count", "tag"],
];
const FUNCTION_NAMES = 1;

/** A part of the bytes. */
interface Span {
  name: string;
  start: number;
  end: number;
}

/** Whether no section of a module ends behind its last byte. */
export function hasWholeSections(bytes: Uint8Array): boolean {
  try {
    readSections(bytes);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * Reads the sections of a valid module. Its functions are numbered behind those that
 * it imports.
 *
 *     readLayout(bytes, 3).hasStartSection
 */
export function readLayout(
  bytes: Uint8Array,
  importedFunctions: number,
): ModuleLayout {
  const spans = readSections(bytes);
  const at = (name: string) => {
    const span = spans.find((each) => each.name === name);
    return span && new BinaryReader(bytes.subarray(0, span.end), span.start);
  };
  const names = at("name");
  return {
    sections: spans.map(({ name, start, end }) => ({
      name,
      size: end - start,
    })),
    hasStartSection: at("start") !== undefined,
    hasNames: names !== undefined,
    sourceMap: at("sourceMappingURL")?.name(),
    memory: readMemory(at("memory")),
    functions: readSizes(at("code"), importedFunctions, readNames(names)),
  };
}

function readSections(bytes: Uint8Array): Span[] {
  const reader = new BinaryReader(bytes, HEADER_SIZE);
  const spans: Span[] = [];
  while (!reader.done) {
    const id = reader.byte();
    const size = reader.number();
    const end = reader.at + size;
    if (end > bytes.length) throw new RangeError("A section ends too late");
    const name = id === 0 ? reader.name() : (SECTIONS[id] ?? `section ${id}`);
    spans.push({ name, start: reader.at, end });
    reader.at = end;
  }
  return spans;
}

function readMemory(reader?: BinaryReader): ModuleLayout["memory"] {
  if (reader === undefined || reader.number() === 0) return undefined;
  const hasMaximum = reader.byte() & 1;
  const minimum = reader.number();
  return hasMaximum ? { minimum, maximum: reader.number() } : { minimum };
}

function readNames(reader?: BinaryReader): Map<number, string> {
  const names = new Map<number, string>();
  while (reader !== undefined && !reader.done) {
    const id = reader.byte();
    const end = reader.number() + reader.at;
    if (id === FUNCTION_NAMES) {
      reader.vector(() => names.set(reader.number(), reader.name()));
    }
    reader.at = end;
  }
  return names;
}

function readSizes(
  reader: BinaryReader | undefined,
  first: number,
  names: Map<number, string>,
): FunctionSize[] {
  if (reader === undefined) return [];
  let index = first;
  const sizes = reader.vector(() => {
    const size = reader.number();
    const start = reader.at;
    reader.at += size;
    const name = names.get(index) ?? `function ${index}`;
    index++;
    return { name, start, size };
  });
  return sizes.sort((a, b) => b.size - a.size);
}
