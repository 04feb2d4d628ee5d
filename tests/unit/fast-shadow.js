// @ts-check
import { Rtrace } from "@as-pect/core/lib/util/rTrace.js";

/**
 * Makes as-pect's check of each load and store cheap where it finds nothing: it asks the
 * engine for three buffers each time, which takes half of the time that specs run. What
 * could be wrong is left to the check itself.
 */
export function useFastShadow() {
  const { accessShadow } = Rtrace.prototype;
  /** @type {WeakMap<Rtrace, Uint32Array>} */
  const shadows = new WeakMap();

  Rtrace.prototype.accessShadow = function (
    /** @type {number} */ ptr,
    /** @type {number} */ size,
    /** @type {boolean} */ isLoad,
    /** @type {boolean} */ isRT,
  ) {
    // The check finds nothing there either.
    if (this.memory && (isRT || ptr < this.shadowStart)) return;
    let words = shadows.get(this);
    // A shadow that has grown has a new buffer, and left the old one empty.
    if (!words?.length && this.shadow !== null) {
      words = new Uint32Array(this.shadow.buffer);
      shadows.set(this, words);
    }
    if (words?.[ptr >>> 2]) return;
    accessShadow.call(this, ptr, size, isLoad, isRT);
  };
}
