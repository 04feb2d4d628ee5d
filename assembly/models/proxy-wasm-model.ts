import { AnyModel } from "./any-model";
import { ProxyWasmModelWriter } from "./model-writer";

/**
 * What the transform writes for each class that extends `JsonModel`. The name is global,
 * so that what it writes finds it in any source.
 */
@global
export abstract class ProxyWasmModel extends AnyModel {
  /** Reads an object into a model, or into a new one; `null` where it is none. */
  sdkFrom(old: ProxyWasmModel | null): ProxyWasmModel | null {
    return old;
  }

  /** Writes the keys and their values. */
  sdkToJson(writer: ProxyWasmModelWriter): void {}

  /** Returns the rules that settings have; `null` where they have none. */
  sdkRules(): AnyModel | null {
    return null;
  }
}
