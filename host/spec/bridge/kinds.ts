import type { Header } from "../../abi/pairs.ts";
import { binaryOf, textOf } from "../../abi/text.ts";
import { decodeList, encodeList } from "./list.ts";

/** A value as WebAssembly hands it over: a number, or the address of an object. */
export type Raw = number | bigint;

/** The memory of a spec, and the emulator's objects that it knows by number. */
export interface BridgeMemory {
  text(address: Raw): string;
  newText(text: string): number;
  bytes(address: Raw): Uint8Array;
  newBytes(bytes: Uint8Array): number;
  /** The object with a number; throws unless it is one of these kinds. */
  find(number: Raw, kinds: readonly string[]): object;
  /** Keeps an object as long as the spec runs; returns its number. */
  keep(object: object, kind: string): number;
}

/** A kind of argument or result that crosses between a spec and the emulator. */
export interface Kind<T> {
  /** Its AssemblyScript type in the declaration of an imported function. */
  readonly wire: string;
  /** Its AssemblyScript type in the testing API. */
  readonly type: string;
  /** The function of `testing/wire` that converts an argument to `wire`. */
  readonly toWire?: string;
  /** The function of `testing/wire` that converts a result from `wire`. */
  readonly fromWire?: string;
  read(memory: BridgeMemory, raw: Raw): T;
  write(memory: BridgeMemory, value: T): Raw | undefined;
}

/** What TypeScript has for a kind. */
export type Of<K> = K extends Kind<infer T> ? T : never;

export const nothing: Kind<void> = {
  wire: "void",
  type: "void",
  read: () => undefined,
  write: () => undefined,
};

export const bool: Kind<boolean> = {
  wire: "bool",
  type: "bool",
  read: (_, raw) => raw !== 0,
  write: (_, value) => Number(value),
};

export const i32 = number("i32", (raw) => raw | 0);
export const u32 = number("u32", (raw) => raw >>> 0);
export const f64 = number("f64", (raw) => raw);

export const i64: Kind<bigint> = {
  wire: "i64",
  type: "i64",
  read: (_, raw) => BigInt(raw),
  write: (_, value) => value,
};

export const u64: Kind<bigint> = {
  ...i64,
  wire: "u64",
  type: "u64",
  read: (_, raw) => BigInt.asUintN(64, BigInt(raw)),
};

export const text: Kind<string> = {
  wire: "string",
  type: "string",
  read: (memory, raw) => memory.text(raw),
  write: (memory, value) => memory.newText(value),
};

export const textOrNull: Kind<string | null> = {
  wire: "string | null",
  type: "string | null",
  read: (memory, raw) => (raw === 0 ? null : memory.text(raw)),
  write: (memory, value) => (value === null ? 0 : memory.newText(value)),
};

/** A text that the emulator keeps as it keeps headers: a character for each byte. */
export const binary: Kind<string> = {
  ...text,
  read: (memory, raw) => binaryOf(memory.text(raw)),
  write: (memory, value) => memory.newText(textOf(value)),
};

export const bytes: Kind<Uint8Array> = {
  wire: "ArrayBuffer",
  type: "Uint8Array",
  toWire: "bufferOf",
  fromWire: "Uint8Array.wrap",
  read: (memory, raw) => memory.bytes(raw),
  write: (memory, value) => memory.newBytes(value),
};

export const bytesOrNull: Kind<Uint8Array | null> = {
  wire: "ArrayBuffer | null",
  type: "Uint8Array | null",
  toWire: "bufferOrNull",
  fromWire: "bytesOrNull",
  read: (memory, raw) => (raw === 0 ? null : memory.bytes(raw)),
  write: (memory, value) => (value === null ? 0 : memory.newBytes(value)),
};

export const bytesList = list<Uint8Array>("Uint8Array[]", "BytesList", {
  decode: (item) => item,
  encode: (item) => item,
});

export const texts = list<string>("string[]", "Texts", {
  decode: (item) => Buffer.from(item).toString(),
  encode: (item) => Buffer.from(item),
});

/** Texts that the emulator keeps as `binary` does. */
export const binaries = list<string>("string[]", "Texts", {
  decode: (item) => Buffer.from(item).toString("latin1"),
  encode: (item) => Buffer.from(item, "latin1"),
});

export const numbers = list<bigint>("u64[]", "Numbers", {
  decode: (item) => Buffer.from(item).readBigUInt64LE(),
  encode(item) {
    const buffer = Buffer.alloc(8);
    buffer.writeBigUInt64LE(item);
    return buffer;
  },
});

/** Headers, or other pairs of a name and a value. */
export const pairs: Kind<readonly Header[]> = {
  wire: "ArrayBuffer",
  type: "string[][]",
  toWire: "encodePairs",
  fromWire: "decodePairs",
  read(memory, raw) {
    const items = binaries.read(memory, raw);
    const count = items.length / 2;
    return Array.from({ length: count }, (_, at): Header => [
      items[2 * at],
      items[2 * at + 1],
    ]);
  },
  write: (memory, value) => binaries.write(memory, value.flat()),
};

/** One of some texts; any other ends the test. */
export function oneOf<T extends string>(...values: T[]): Kind<T> {
  return {
    ...text,
    read(memory, raw) {
      const given = memory.text(raw);
      const found = values.find((value) => value === given);
      if (found !== undefined) return found;
      throw new Error(`"${given}" is not one of ${values.join(", ")}`);
    },
  };
}

/** An object of the emulator, which the spec knows by its number, from 1. */
export interface ObjectKind<T extends object> extends Kind<T> {
  /** The kinds of objects that it may be. */
  readonly names: readonly string[];
}

export function object<T extends object>(name: string): ObjectKind<T> {
  return objects<T>([name]);
}

/** An object of either of two kinds; not for results. */
export function either<A extends object, B extends object>(
  one: ObjectKind<A>,
  other: ObjectKind<B>,
): ObjectKind<A | B> {
  return objects<A | B>([...one.names, ...other.names]);
}

/** An object, or 0 for none. */
export function orNull<T extends object>(kind: ObjectKind<T>): Kind<T | null> {
  return {
    ...kind,
    read: (memory, raw) => (raw === 0 ? null : kind.read(memory, raw)),
    write: (memory, value) => (value === null ? 0 : kind.write(memory, value)),
  };
}

/** The numbers of several objects; for results alone. */
export function listOf<T extends object>(
  kind: ObjectKind<T>,
): Kind<readonly T[]> {
  return {
    ...numbers,
    read: (memory, raw) =>
      numbers.read(memory, raw).map((each) => kind.read(memory, Number(each))),
    write(memory, value) {
      const ids = value.map((each) => BigInt(kind.write(memory, each)!));
      return numbers.write(memory, ids);
    },
  };
}

function number(type: string, from: (raw: number) => number): Kind<number> {
  return {
    wire: type,
    type,
    read: (_, raw) => from(Number(raw)),
    write: (_, value) => value,
  };
}

function objects<T extends object>(names: readonly string[]): ObjectKind<T> {
  return {
    wire: "i32",
    type: "i32",
    names,
    read: (memory, raw) => memory.find(raw, names) as T,
    write: (memory, value) => memory.keep(value, names[0]),
  };
}

interface ItemCodec<T> {
  decode(bytes: Uint8Array): T;
  encode(item: T): Uint8Array;
}

function list<T>(
  type: string,
  name: string,
  { decode, encode }: ItemCodec<T>,
): Kind<readonly T[]> {
  return {
    wire: "ArrayBuffer",
    type,
    toWire: `encode${name}`,
    fromWire: `decode${name}`,
    read: (memory, raw) => decodeList(memory.bytes(raw)).map(decode),
    write: (memory, value) => memory.newBytes(encodeList(value.map(encode))),
  };
}
