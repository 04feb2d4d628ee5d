import type { BinaryReader } from "./binary-reader.ts";

/** `i`, `I`, `f` and `F` for i32, i64, f32 and f64; the results follow the `>`. */
export type Signature = string;

const NUMBERS = new Map([
  [0x7f, "i"],
  [0x7e, "I"],
  [0x7d, "f"],
  [0x7c, "F"],
]);

/** The first byte of each kind of type. */
const FUNCTION = 0x60;
const STRUCT = 0x5f;
const ARRAY = 0x5e;
const GROUP = 0x4e;
const SUBTYPES = [0x50, 0x4f];
/** A reference to a type whose index follows. */
const REFERENCES = [0x63, 0x64];

/**
 * Reads the types of a module: the signatures of functions, and an empty text for
 * each other type, which only compilers of garbage-collected languages write.
 * Anything other than a number is a `?` in a signature.
 *
 * Throws a RangeError for a kind of type that is not known.
 */
export function readTypes(reader: BinaryReader): Signature[] {
  const types: Signature[] = [];
  reader.vector(() => {
    const first = reader.byte();
    if (first !== GROUP) {
      types.push(readType(reader, first));
      return;
    }
    reader.vector(() => types.push(readType(reader, reader.byte())));
  });
  return types;
}

/** Reads the type of a value; returns its letter. */
export function readValueType(reader: BinaryReader): string {
  const first = reader.byte();
  if (REFERENCES.includes(first)) reader.number();
  return NUMBERS.get(first) ?? "?";
}

function readType(reader: BinaryReader, first: number): Signature {
  if (SUBTYPES.includes(first)) {
    reader.vector(() => reader.number());
    return readType(reader, reader.byte());
  }
  const value = () => readValueType(reader);
  const field = () => {
    readValueType(reader);
    reader.byte();
  };
  if (first === FUNCTION) {
    const parameters = reader.vector(value).join("");
    return `${parameters}>${reader.vector(value).join("")}`;
  }
  if (first === STRUCT) reader.vector(field);
  else if (first === ARRAY) field();
  else throw new RangeError(`A type begins with ${first}`);
  return "";
}
