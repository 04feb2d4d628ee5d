import { BinaryReader } from "../../host/engine/wasm/binary-reader.ts";
import { readLimits } from "../../host/engine/wasm/module-interface.ts";
import { readFunctionNames } from "./function-names.ts";
import type { FunctionSize } from "./inspection.ts";

/** What a module is made of, besides its imports and exports. */
export interface ModuleLayout {
  sections: { name: string; size: number }[];
  hasStartSection: boolean;
  hasNames: boolean;
  /** Whether a proxy cannot read the names. */
  namesAreBroken: boolean;
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
const CUSTOM = 0;

/** A part of the bytes. */
interface Span {
  id: number;
  name: string;
  start: number;
  end: number;
}

/** Whether all sections of a module, and the names of custom ones, end within it. */
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
  const at = (wanted: number, name = SECTIONS[wanted]) => {
    const span = spans.find((each) => each.id === wanted && each.name === name);
    return span && new BinaryReader(bytes.subarray(0, span.end), span.start);
  };
  const nameReader = at(CUSTOM, "name");
  const names = nameReader && readFunctionNames(nameReader);
  return {
    sections: spans.map(({ name, start, end }) => ({
      name,
      size: end - start,
    })),
    hasStartSection: at(SECTIONS.indexOf("start")) !== undefined,
    hasNames: nameReader !== undefined,
    namesAreBroken: nameReader !== undefined && names === undefined,
    sourceMap: readSourceMap(at(CUSTOM, "sourceMappingURL")),
    memory: readMemory(at(SECTIONS.indexOf("memory"))),
    functions: readSizes(
      at(SECTIONS.indexOf("code")),
      importedFunctions,
      names ?? new Map<number, string>(),
    ),
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
    const section = new BinaryReader(bytes.subarray(0, end), reader.at);
    const name =
      id === CUSTOM ? section.name() : (SECTIONS[id] ?? `section ${id}`);
    spans.push({ id, name, start: section.at, end });
    reader.at = end;
  }
  return spans;
}

function readSourceMap(reader?: BinaryReader): string | undefined {
  try {
    return reader?.name() || undefined;
  } catch (error) {
    // Engines do not read it; an unreadable one names no file.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readMemory(reader?: BinaryReader): ModuleLayout["memory"] {
  if (reader === undefined || reader.number() === 0) return undefined;
  return readLimits(reader);
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
