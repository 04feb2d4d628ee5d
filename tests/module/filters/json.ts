import {
  JsonEditor,
  JsonKind,
  JsonMismatch,
  JsonPicks,
  JsonReader,
  JsonValue,
  JsonWriter,
} from "proxy-wasm-as";
import { parseJsonBytes } from "proxy-wasm-as/assembly/json/parse-json";
import { BLOCK, skipBlocks } from "proxy-wasm-as/assembly/json/skip-blocks";
import { input, put } from "./input-output";

export { place, room } from "./input-output";

/** Goes over the document, and tells whether it is JSON. */
export function check(): i32 {
  return i32(JsonReader.of(input).finish());
}

/** Where a reader finds the fault, -1 where there is none. */
export function faultAt(): i32 {
  const reader = JsonReader.of(input);
  return reader.finish() ? -1 : reader.faultAt;
}

/** Goes over the document with so many levels; where the fault is, -1 for none. */
export function faultWithin(depth: i32): i32 {
  const reader = JsonReader.of(input, depth);
  return reader.finish() ? -1 : reader.faultAt;
}

/** Enters lists as long as there is one, with so many levels; how many it has entered. */
export function enter(depth: i32): i32 {
  const reader = JsonReader.of(input, depth);
  let entered = 0;
  while (reader.enterList() && reader.nextItem()) entered++;
  return entered;
}

/** Tells whether an editor takes the document. */
export function edit(): i32 {
  return i32(JsonEditor.of(input).finish() != null);
}

const FIRST = new JsonPicks(["/0", "/1/a"]);

/** Where the list or the object that the document begins with ends by blocks; 0 for a fault. */
export function blocks(): i32 {
  if (!ASC_FEATURE_SIMD || input.length < <i32>BLOCK) return -1;
  const begin = input.dataStart;
  const end = begin + input.length;
  const after = skipBlocks(begin, end, 129, 0);
  return after == 0 ? 0 : <i32>(after - begin);
}

/** Picks the first value of a list; its bytes, 0 where there is none, -1 for no JSON. */
export function pick(): i32 {
  if (!FIRST.read(JsonReader.of(input))) return -1;
  const first = FIRST.at(0);
  if (first == null) return 0;
  const writer = new JsonWriter();
  writeValue(first, writer);
  return put(writer.bytes());
}

/** How long the sentence about the document is. */
export function describe(): i32 {
  const reader = JsonReader.of(input);
  reader.finish();
  return reader.describeFault().length;
}

/** Walks through the document and writes it once more; the bytes, -1 for no JSON. */
export function walk(): i32 {
  const reader = JsonReader.of(input);
  const writer = new JsonWriter();
  writeNext(reader, writer);
  if (!reader.finish()) return -1;
  return put(writer.bytes());
}

/** Writes the document once more from its tree; the bytes, -1 for no JSON. */
export function tree(): i32 {
  const value = parseJsonBytes(input.buffer);
  if (value == null) return -1;
  const writer = new JsonWriter();
  writeValue(value, writer);
  return put(writer.bytes());
}

/** How many bytes of memory the module has. */
export function memorySize(): i32 {
  return memory.size() << 16;
}

function writeNext(reader: JsonReader, writer: JsonWriter): void {
  const kind = reader.kind;
  if (kind == JsonKind.Object) {
    writer.beginObject();
    reader.enterObject();
    while (reader.nextKey()) {
      const key = reader.key;
      writer.key(reader.keyIs(key) ? key : "keyIs differs");
      writeNext(reader, writer);
    }
    writer.endObject();
  } else if (kind == JsonKind.List) {
    writer.beginList();
    reader.enterList();
    while (reader.nextItem()) writeNext(reader, writer);
    writer.endList();
  } else if (kind == JsonKind.Text) {
    const ahead = reader.fork();
    const text = reader.readText();
    if (text == null) writer.nothing();
    else writer.text(ahead.textIs(text) ? text : "textIs differs");
  } else if (kind == JsonKind.Number) writeNumber(reader, writer);
  else if (kind == JsonKind.Bool) writer.bool(reader.readBoolOr(false));
  else {
    reader.skip();
    writer.nothing();
  }
}

/** As a whole number where it is one, as a fraction, or as it is written. */
function writeNumber(reader: JsonReader, writer: JsonWriter): void {
  const whole = reader.fork();
  const integer = whole.readI64Or(0);
  if (whole.mismatch == JsonMismatch.None && integer != 0) {
    reader.skip();
    writer.i64(integer);
    return;
  }
  const ahead = reader.fork();
  const number = ahead.readF64Or(0);
  if (ahead.mismatch == JsonMismatch.None && number != 0) {
    reader.skip();
    writer.f64(number);
  } else writer.copy(reader);
}

function writeValue(value: JsonValue, writer: JsonWriter): void {
  const kind = value.kind;
  if (kind == JsonKind.Object) {
    const names = value.names;
    writer.beginObject();
    for (let i = 0; i < names.length; i++) {
      writer.key(names[i]);
      writeValue(value.get(names[i])!, writer);
    }
    writer.endObject();
  } else if (kind == JsonKind.List) {
    writer.beginList();
    for (let i = 0; i < value.length; i++) writeValue(value.at(i)!, writer);
    writer.endList();
  } else if (kind == JsonKind.Text) writer.text(value.text!);
  else if (kind == JsonKind.Number) writer.f64(value.numberOr(0));
  else if (kind == JsonKind.Bool) writer.bool(value.boolOr(false));
  else writer.nothing();
}
