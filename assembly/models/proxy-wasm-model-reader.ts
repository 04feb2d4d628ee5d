import { AnyModel } from "./any-model";
import { fillModel, overModel, variantOf } from "./model-reader";

/** How many bytes the compiler's runtime has in front of an object. */
const OBJECT_HEADER: i32 = 20;

/**
 * What the code that the transform writes for models calls to read them. The name is
 * global, so that this code finds it in any source.
 */
@global
export abstract class ProxyWasmModelReader {
  /** Reads an object into a model; see `fillModel`. */
  static fill(model: AnyModel, keys: usize, links: usize, isOld: bool): void {
    fillModel(model, keys, links, isOld);
  }

  /** Returns what a model is read into that is there already; see `overModel`. */
  static over(old: AnyModel): AnyModel {
    return overModel(old);
  }

  /** Returns the number of a union's variant; see `variantOf`. */
  static variant(union: usize): i32 {
    return variantOf(union);
  }

  /**
   * Returns a new map for 0; for no value, whether a map has a key; else puts the value at
   * an address into it.
   */
  static mapOf<T>(map: usize, key: string, value: usize): usize {
    if (map == 0) return changetype<usize>(new Map<string, T>());
    const values = changetype<Map<string, T>>(map);
    if (value == 0) return usize(values.has(key));
    values.set(key, load<T>(value));
    return 0;
  }

  /**
   * Returns what stands for a model where a method of a class is called that needs none. A
   * class that others extend looks up whose method it is. It is an object: a collector that
   * finds it on the stack reads the zeros in front of it, which are a static object's.
   */
  static none(): usize {
    return memory.data(OBJECT_HEADER, 4) + OBJECT_HEADER;
  }
}
