import { Status } from "../abi/enums";
import { takeBytes, takeNumber, takeText } from "../abi/memory";
import { JsonReader } from "../json/json-reader";
import { readModel } from "../models/read-model";
import { writeModel } from "../models/write-model";
import { utf8Encode } from "../codecs/utf8";
import { ATTEMPTS, SharedKey } from "../api/shared-key";

/**
 * A value of one type that all workers have together, in shared data: a number, a boolean, a
 * text, bytes, or a `JsonModel`.
 *
 * Numbers and booleans are kept as their bytes, little endian, texts as UTF-8, and models as
 * JSON. What another program has put under the key and is not of the type counts as absent.
 * May be used in every callback; make it once, as in a field of the plugin.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   highest: SharedVariable<f64> = new SharedVariable<f64>("highest", 0);
 *   note(value: f64): void {
 *     const highest = this.highest.update((old) => Math.max(old, value));
 *     if (this.highest.status == Status.Ok) log.info(highest.toString());
 *   }
 * }
 * registerRootContext<Plugin>("highest");
 * ```
 */
export class SharedVariable<T> {
  private readonly key: SharedKey;
  private last: Status = Status.Ok;

  /** Names the key of shared data, and what the variable is where that has nothing. */
  constructor(
    key: string,
    private readonly initial: T,
  ) {
    this.key = new SharedKey(key);
  }

  /**
   * How the last call ended: Ok; `Status.CasMismatch` where others were first 64 times in a
   * row; or what the proxy answered. The value stayed where it is not Ok.
   */
  get status(): Status {
    return this.last;
  }

  /** Returns the value; the initial one where there is none, or `status` is not Ok. */
  get(): T {
    this.last = this.key.read();
    if (this.last == Status.Ok) return take<T>(this.initial);
    if (this.last == Status.NotFound) this.last = Status.Ok;
    return this.initial;
  }

  /** Sets the value, whatever it is. */
  set(value: T): Status {
    const bytes = bytesOf<T>(value);
    this.last = this.key.set(bytes.dataStart, bytes.byteLength);
    return this.last;
  }

  /**
   * Replaces the value by what `change` makes of it, and returns the new one; the old one where
   * `status` is not Ok. Where another worker was first, `change` is called again with what that
   * one wrote. It should return a value of its own, and leave the old one as it is.
   */
  update(change: (old: T) => T): T {
    let value = this.initial;
    for (let i = 0; i < ATTEMPTS; i++) {
      value = this.get();
      if (this.last != Status.Ok) break;
      const next = change(value);
      const bytes = bytesOf<T>(next);
      this.last = this.key.replace(bytes.dataStart, bytes.byteLength);
      if (this.last == Status.Ok) return next;
      if (this.last != Status.CasMismatch) break;
    }
    return value;
  }
}

/** Takes what the host has written as a value. */
function take<T>(initial: T): T {
  if (isInteger<T>() || isFloat<T>()) return takeNumber<T>(initial);
  if (isString<T>()) return changetype<T>(takeText());
  if (initial instanceof Uint8Array) return changetype<T>(takeBytes());
  // @ts-expect-error What is left are models, as the compiler checks for each T.
  const model = readModel<T>(JsonReader.of(takeBytes()));
  return model == null ? initial : changetype<T>(model);
}

/** Returns a value as it is kept. */
function bytesOf<T>(value: T): Uint8Array {
  if (isInteger<T>() || isFloat<T>()) {
    const bytes = new Uint8Array(sizeof<T>());
    store<T>(bytes.dataStart, value);
    return bytes;
  }
  if (isString<T>()) return utf8Encode(changetype<string>(value));
  if (value instanceof Uint8Array) return changetype<Uint8Array>(value);
  // @ts-expect-error As above.
  return writeModel<T>(value).bytes();
}
