import { JsonWriter } from "../json/json-writer";
import { JsonModel } from "./json-model";
import { ProxyWasmModelWriter } from "./model-writer";
import { requireTransform } from "./require-transform";

/**
 * Writes a model as JSON, all of its keys in their order, and returns the writer. What it
 * writes `readModel` reads as the same, unless a value is not what its key says. A
 * duration is written in milliseconds, such as `"1500ms"`, and a size in bytes.
 *
 * ```ts
 * class Order extends JsonModel {
 *   id: string = "";
 *   count: u32 = 1;
 * }
 * const order = new Order();
 * order.id = "a";
 * log.info(writeModel(order).toString());
 * ```
 */
export function writeModel<T extends JsonModel>(
  model: T,
  json: JsonWriter = new JsonWriter(),
): JsonWriter {
  requireTransform();
  json.sdkBegin();
  model.sdkToJson(changetype<ProxyWasmModelWriter>(json));
  return json;
}
