import { ProxyWasmModel } from "./proxy-wasm-model";

/**
 * A class that is read from JSON and written to it: its public fields are the keys of an
 * object, and their initial values stand for keys that are not there.
 *
 * A field is a number, a boolean, a text, an enum, another model, a list of these, or a
 * `Map` from texts to these; a text and a model may be `null`. Decorators say what more
 * there is to a key, and docstrings what it means. An enum is written by its names. A
 * private or protected field is not a key.
 *
 * A plugin's configuration is such a class: see `PluginContext`. `readModel` and
 * `writeModel` are for every other JSON.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   // Requests per second.
 *   @range(0.001, 1_000_000)
 *   rate: f64 = 10;
 *   // Who is not limited.
 *   exempt: string[] = [];
 * }
 * ```
 */
export abstract class JsonModel extends ProxyWasmModel {}
