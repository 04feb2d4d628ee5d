import {
  HAS_LONG_JSON,
  MERGES_MODELS,
  MODELS_HAVE_ESCAPES,
  MODELS_HAVE_RULES,
} from "../features";
import { JsonKind } from "../json/json-kind";
import { JsonReader } from "../json/json-reader";
import { Cursor, fail, space } from "./cursor";
import { Text } from "./document-text";
import { JsonModel } from "./json-model";
import { ModelFaults } from "./model-faults";
import {
  beginPath,
  endPath,
  Lines,
  MAX_DEPTH,
  refuseDocument,
} from "./model-lines";
import { Phrase, phraseAt } from "./phrases";
import { ProxyWasmModelReader } from "./proxy-wasm-model-reader";
import { Reading } from "./reading";
import { readDocument } from "./short-reader";
import { requireTransform } from "./require-transform";

/**
 * Reads a model from JSON, to the end of the document. Returns `null` where the document
 * is not JSON, or a value is not what its key says; each reason is then a line of
 * `faults`, with the value's path, what was found and what is wanted. Keys that the model
 * does not have are gone over. No document can make it trap.
 *
 * ```ts
 * class Order extends JsonModel {
 *   @required
 *   id: string = "";
 *   @range(1, 100)
 *   count: u32 = 1;
 * }
 * class Orders extends HttpContext {
 *   onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
 *     const faults = new ModelFaults();
 *     const order = readModel<Order>(this.request.body.jsonReader(), faults);
 *     if (order != null) return FilterDataStatus.Continue;
 *     this.sendLocalResponse(new LocalResponse(400).text(faults.text));
 *     return FilterDataStatus.StopIterationNoBuffer;
 *   }
 * }
 * registerHttpContext<Orders>("orders");
 * ```
 */
export function readModel<T extends JsonModel>(
  json: JsonReader,
  faults: ModelFaults = new ModelFaults(),
): T | null {
  if (!HAS_LONG_JSON) {
    ERROR("A model is read by code in which the transform has not found one.");
  }
  const known = faults.sdkSize;
  const model = readNext<T>(json, faults);
  if (!json.finish() || Cursor.fault != 0) {
    if (Cursor.fault <= NOWHERE) Cursor.fault = json.addressAt(json.faultAt);
    refuseDocument(json.sdkBegin);
  }
  return faults.sdkSize == known ? changetype<T | null>(model) : null;
}

/** How many bytes the units of a name take, and what ends them; it has 255 bytes at most. */
const MOST_NAME: usize = MODELS_HAVE_ESCAPES ? 1024 : 8;

/** Stands for a fault that is another's. */
const NOWHERE: usize = 1;

/** Reads the value that a reader is at, and goes over it. */
function readNext<T extends JsonModel>(
  json: JsonReader,
  faults: ModelFaults,
): T | null {
  const isThere = json.kind != JsonKind.None;
  const from = json.addressAt(json.valueStart);
  Lines.faults = changetype<usize>(faults);
  begin(json.sdkBegin, json.sdkEnd);
  Cursor.at = from;
  Cursor.fault = isThere ? 0 : NOWHERE;
  if (!isThere) Cursor.at = Cursor.end;
  Lines.mostDepth = min(json.sdkDepth, MAX_DEPTH);
  const model = noModel<T>().sdkFrom(null);
  if (Cursor.fault == 0) json.sdkGoTo(Cursor.at);
  else if (isThere) json.skip();
  else Cursor.fault = 0;
  return changetype<T | null>(model);
}

/**
 * Reads a configuration over a model, or a new one, given where it begins and its size:
 * what it does not say stays. A key that the model does not have is a fault. No bytes are an
 * empty object. The faults are those that `Lines` has.
 */
export function readSettings<T extends JsonModel>(
  old: T | null,
  bytes: usize,
  length: usize,
  faults: ModelFaults,
): T | null {
  requireTransform();
  const known = faults.sdkSize;
  const from = length == 0 ? phraseAt(Phrase.NoDocument) : bytes;
  const size: usize = length == 0 ? 2 : length;
  begin(from, from + size);
  Reading.isClosed = true;
  if (MERGES_MODELS) Reading.isPart = old != null;
  // The units of UTF-16 of its longest text, and of a name that it is compared with.
  const units = changetype<ArrayBuffer>(
    __new(
      HAS_LONG_JSON ? <usize>0 : (size << 1) + MOST_NAME,
      idof<ArrayBuffer>(),
    ),
  );
  Text.units = changetype<usize>(units);
  if (!HAS_LONG_JSON) beginPath();
  const model = noModel<T>().sdkFrom(old);
  if (!HAS_LONG_JSON) readDocument(changetype<usize>(model));
  space();
  if (Cursor.at != Cursor.end) fail();
  if (!HAS_LONG_JSON) endPath(from);
  else if (Cursor.fault != 0) refuseDocument(from);
  return faults.sdkSize == known ? changetype<T | null>(model) : null;
}

function begin(from: usize, to: usize): void {
  Cursor.at = from;
  Cursor.end = to;
  Cursor.fault = 0;
  // Those of a short document are as they were, whatever is wrong with it.
  if (HAS_LONG_JSON) {
    Lines.depth = 0;
    Reading.rule = 0;
    Lines.mostDepth = MAX_DEPTH;
    Reading.isClosed = false;
    Reading.isPart = false;
  }
  if (MODELS_HAVE_RULES) {
    Reading.late = 0;
    Reading.isLate = false;
  }
}

function noModel<T>(): T {
  return changetype<T>(ProxyWasmModelReader.none());
}
