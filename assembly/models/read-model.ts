import { JsonReader } from "../json/json-reader";
import { JsonModel } from "./json-model";
import { ModelFaults } from "./model-faults";
import { ProxyWasmModelReader } from "./model-reader";
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
  return readInto<T>(null, json, faults, false);
}

/**
 * Reads a document over a model, or a new one: what the document does not say stays.
 * With `isClosed`, a key that the model does not have is a fault.
 */
export function readInto<T extends JsonModel>(
  old: T | null,
  json: JsonReader,
  faults: ModelFaults,
  isClosed: bool,
): T | null {
  requireTransform();
  const known = faults.sdkSize;
  const reader = new ProxyWasmModelReader(json, faults, isClosed, old != null);
  const model = changetype<T>(changetype<usize>(0)).sdkFrom(reader, old);
  reader.finish();
  return faults.sdkSize == known ? changetype<T | null>(model) : null;
}
