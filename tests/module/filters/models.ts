import {
  discriminator,
  duration,
  JsonModel,
  JsonReader,
  key,
  length,
  ModelFaults,
  pattern,
  range,
  readModel,
  required,
  size,
  variant,
  writeModel,
} from "proxy-wasm-as";
import { HAS_LONG_JSON } from "proxy-wasm-as/assembly/features";
import {
  Lines,
  put as putPhrase,
} from "proxy-wasm-as/assembly/models/model-lines";
import { Phrase } from "proxy-wasm-as/assembly/models/phrases";
import { readSettings } from "proxy-wasm-as/assembly/models/read-model";
import { input, put } from "./input-output";

export { place, room } from "./input-output";

enum Mode {
  Strict,
  Größer = -5,
}

/** Others extend it, and it is read as itself. */
class Part extends JsonModel {
  count: i16 = -3;
  note: string | null = null;
}

class LargerPart extends Part {
  more: u64[] = [];
}

/** May be nested in itself. */
class Deep extends JsonModel {
  deep: Deep | null = null;
}

@discriminator("type")
abstract class Shape extends JsonModel {}

@variant("dot")
class Dot extends Shape {}

@variant("größer")
class Larger extends Shape {
  @required
  parts: LargerPart[] = [];
}

/** Has a key of each type. */
class All extends JsonModel {
  bool: bool = false;
  i8: i8 = 0;
  u8: u8 = 0;
  u16: u16 = 0;
  i32: i32 = 0;
  u32: u32 = 0;
  i64: i64 = 0;
  u64: u64 = 0;
  f32: f32 = 0;
  @range(-1e9, 1e300)
  f64: f64 = 0;
  text: string = "";
  @length(1, 3)
  @pattern("^[a-z]*$")
  short: string = "a";
  none: string | null = "x";
  mode: Mode = Mode.Strict;
  @duration
  wait: u32 = 0;
  @size
  room: i32 = 0;
  texts: string[] = [];
  bytes: u8[] = [];
  nones: (string | null)[] = [];
  @length(0, 4)
  grid: f64[][] = [];
  map: Map<string, i64> = new Map();
  lists: Map<string, string[]> = new Map();
  @pattern("^[a-z]*$")
  names: string[] = [];
  @pattern("^[a-z]*$")
  labels: Map<string, string> = new Map();
  part: Part = new LargerPart();
  maybe: Part | null = null;
  deep: Deep | null = null;
  shapes: Shape[] = [];
  @key('größer "so"')
  named: Map<string, Shape> = new Map();
  /** No keys. */
  private readonly dot: Shape = new Dot();
  private readonly larger: Shape = new Larger();
}

/** Reads the document as a configuration; returns how much `place` has of the outcome. */
export function configure(): i32 {
  const faults = new ModelFaults();
  Lines.faults = changetype<usize>(faults);
  putPhrase(Phrase.Configuration);
  const bytes = input.slice();
  const all = readSettings<All>(null, bytes.dataStart, bytes.length, faults);
  return told(all, faults);
}

/** Reads the document as any other. */
export function read(): i32 {
  const faults = new ModelFaults();
  // The short reader knows configurations only.
  if (!HAS_LONG_JSON) return 0;
  return told(readModel<All>(JsonReader.of(input), faults), faults);
}

function told(all: All | null, faults: ModelFaults): i32 {
  const text = all == null ? faults.text : writeModel<All>(all).toString();
  const bytes = Uint8Array.wrap(String.UTF8.encode(text));
  __collect();
  return put(bytes);
}
