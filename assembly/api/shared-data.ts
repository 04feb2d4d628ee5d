import { proxy_get_shared_data, proxy_set_shared_data } from "../abi/env";
import { Status } from "../abi/enums";
import {
  outAddress,
  outSize,
  takeBuffer,
  takeBytes,
  takeText,
} from "../abi/memory";
import { scratch } from "../abi/scratch";
import { encode, encodedRoom } from "../abi/utf8";
import { SharedCount, SharedResult } from "./shared-result";
import { SharedValue } from "./shared-value";

/** Sets a value whatever its version is. */
const ANY: u32 = 0;

/**
 * A version that no value has: versions count up from 1 and the host compares
 * them only where there is a value, so that this one finds an absent value alone.
 */
const NONE: u32 = 0xffff_ffff;

/** How many digits a number has at most that `increment` adds to. */
const MOST_DIGITS: i32 = 18;
const MOST: i64 = 999_999_999_999_999_999;

/**
 * Values that all VMs with the same `vm_id` share, those of all workers included.
 *
 * They live until the last VM of that `vm_id` ends, in memory, and cannot be
 * deleted: an empty value is a value, `""`, and only a key that nobody ever set
 * is `null`. A write of one worker may come between a read and a write of
 * another, so change a value by `update` or `increment`, or by `read` and
 * `compareAndSet`.
 *
 * May be called in every callback, not in module scope.
 *
 * ```ts
 * SharedData.set("token", "secret");
 * const token = SharedData.get("token");
 * const last = SharedData.update("names", (old: string | null): string =>
 *   old == null ? "joe" : old + ",joe",
 * );
 * if (last != Status.Ok) log.warn("not added");
 * ```
 */
export class SharedData {
  /** Returns a value as text, or `null` where there is none. */
  static get(key: string): string | null {
    return find(key) == Status.Ok ? takeText() : null;
  }

  /** Returns a value as bytes, or `null` where there is none. */
  static getBytes(key: string): Uint8Array | null {
    return find(key) == Status.Ok ? takeBytes() : null;
  }

  /** Returns a value with its version, or `null` where there is none. */
  static read(key: string): SharedValue | null {
    if (find(key) != Status.Ok) return null;
    const cas = load<u32>(outCas());
    return new SharedValue(takeBuffer(), cas);
  }

  /** Sets a value, whatever another worker has written meanwhile. */
  static set(key: string, value: string): Status {
    return writeText(key, value, ANY);
  }

  /** Sets a value that is bytes, whatever another worker has written meanwhile. */
  static setBytes(key: string, value: Uint8Array): Status {
    return writeBytes(key, value, ANY);
  }

  /** Sets a value unless there is one: `Status.CasMismatch`, and it stays. */
  static create(key: string, value: string): Status {
    return writeText(key, value, NONE);
  }

  /** Sets a value that is bytes unless there is one; see `create`. */
  static createBytes(key: string, value: Uint8Array): Status {
    return writeBytes(key, value, NONE);
  }

  /**
   * Sets a value if its version still is `cas`, which `read` gave; else
   * `Status.CasMismatch`, and it stays. Version 0, which no value has and a host
   * takes for any, is `Status.BadArgument`.
   */
  static compareAndSet(key: string, value: string, cas: u32): Status {
    return cas == ANY ? Status.BadArgument : writeText(key, value, cas);
  }

  /** Sets a value that is bytes if its version still is `cas`; see `compareAndSet`. */
  static compareAndSetBytes(key: string, value: Uint8Array, cas: u32): Status {
    return cas == ANY ? Status.BadArgument : writeBytes(key, value, cas);
  }

  /**
   * Replaces a value by what `change` makes of it; it gets `null` where there is none.
   * Where another worker was first, `change` is called again with what that one wrote, up
   * to `attempts` times, and then the answer is `Status.CasMismatch`. `change` cannot use
   * variables around it: `updateWith` passes it one, and returns the new value.
   */
  static update(
    key: string,
    change: (old: string | null) => string,
    attempts: i32 = 10,
  ): Status {
    return replace<string>(key, change, attempts);
  }

  /** Replaces a value that is bytes by what `change` makes of it; see `update`. */
  static updateBytes(
    key: string,
    change: (old: Uint8Array | null) => Uint8Array,
    attempts: i32 = 10,
  ): Status {
    return replace<Uint8Array>(key, change, attempts);
  }

  /**
   * Replaces a value as `update` does; `change` is also given `state`, and what it
   * made of the value is in the result.
   *
   * ```ts
   * const path = this.request.headers.get(":path");
   * const last = SharedData.updateWith<string | null>(
   *   "paths",
   *   path,
   *   (old, path) => (old == null ? "" : old) + (path == null ? "" : path),
   * );
   * if (last.status == Status.Ok) log.info(last.text());
   * ```
   */
  static updateWith<T>(
    key: string,
    state: T,
    change: (old: string | null, state: T) => string,
    attempts: i32 = 10,
  ): SharedResult {
    return replaceWith<string, T>(key, state, change, attempts);
  }

  /** Replaces a value that is bytes, with state for `change`; see `updateWith`. */
  static updateBytesWith<T>(
    key: string,
    state: T,
    change: (old: Uint8Array | null, state: T) => Uint8Array,
    attempts: i32 = 10,
  ): SharedResult {
    return replaceWith<Uint8Array, T>(key, state, change, attempts);
  }

  /**
   * Adds to a value that is a decimal integer, 0 where there is none, and returns the sum,
   * which no other worker gets. `Status.BadArgument` where the value is not one, or
   * the sum beyond 18 digits; see `update` for the rest.
   *
   * ```ts
   * const seen = SharedData.increment("seen");
   * if (seen.status == Status.Ok) log.info(seen.value.toString());
   * ```
   */
  static increment(key: string, by: i64 = 1, attempts: i32 = 10): SharedCount {
    let status = Status.CasMismatch;
    let sum: i64 = 0;
    for (let i = 0; i < attempts && status == Status.CasMismatch; i++) {
      const old = SharedData.read(key);
      if (old != null && !isInteger(old.text())) status = Status.BadArgument;
      else {
        sum = (old == null ? 0 : I64.parseInt(old.text())) + by;
        status =
          isLarge(by) || isLarge(sum)
            ? Status.BadArgument
            : writeText(key, sum.toString(), versionOf(old));
      }
    }
    return new SharedCount(status, status == Status.Ok ? sum : 0);
  }
}

/** Replaces a value, a string or a Uint8Array, by what `change` makes of it. */
function replace<V>(
  key: string,
  change: (old: V | null) => V,
  attempts: i32,
): Status {
  let status = Status.CasMismatch;
  for (let i = 0; i < attempts && status == Status.CasMismatch; i++) {
    const old = SharedData.read(key);
    const value = change(valueOf<V>(old));
    status = isString<V>()
      ? writeText(key, changetype<string>(value), versionOf(old))
      : writeBytes(key, changetype<Uint8Array>(value), versionOf(old));
  }
  return status;
}

/** As `replace`, with state for `change`; returns the new value, too. */
function replaceWith<V, T>(
  key: string,
  state: T,
  change: (old: V | null, state: T) => V,
  attempts: i32,
): SharedResult {
  let status = Status.CasMismatch;
  let bytes = new Uint8Array(0);
  for (let i = 0; i < attempts && status == Status.CasMismatch; i++) {
    const old = SharedData.read(key);
    const value = change(valueOf<V>(old), state);
    bytes = isString<V>()
      ? Uint8Array.wrap(String.UTF8.encode(changetype<string>(value)))
      : changetype<Uint8Array>(value);
    status = writeBytes(key, bytes, versionOf(old));
  }
  return new SharedResult(
    status,
    status == Status.Ok ? bytes : new Uint8Array(0),
  );
}

function valueOf<V>(old: SharedValue | null): V | null {
  if (old == null) return null;
  return isString<V>() ? changetype<V>(old.text()) : changetype<V>(old.bytes());
}

/** The version of a value to write over; one that the host does not tell is none. */
function versionOf(old: SharedValue | null): u32 {
  return old == null || old.cas == ANY ? NONE : old.cas;
}

/** Tells whether a text is an integer of 18 digits at most, as `toString` writes it. */
function isInteger(text: string): bool {
  const start = text.startsWith("-") ? 1 : 0;
  const length = text.length - start;
  for (let i = start; i < text.length; i++) {
    if (<u32>(text.charCodeAt(i) - 0x30) > 9) return false;
  }
  return length > 0 && length <= MOST_DIGITS;
}

/** Tells whether a number has more digits than can be read again. */
function isLarge(value: i64): bool {
  return value > MOST || value < -MOST;
}

/** Where the host writes a version. */
function outCas(): usize {
  return memory.data(4, 4);
}

function find(key: string): Status {
  const at = scratch(encodedRoom(key));
  const size = encode(key, at);
  const cas = outCas();
  store<u32>(cas, ANY);
  return proxy_get_shared_data(at, size, outAddress(), outSize(), cas);
}

function writeText(key: string, value: string, cas: u32): Status {
  const at = scratch(encodedRoom(key) + encodedRoom(value));
  const keySize = encode(key, at);
  const valueAt = at + keySize;
  const size = encode(value, valueAt);
  return proxy_set_shared_data(at, keySize, valueAt, size, cas);
}

function writeBytes(key: string, value: Uint8Array, cas: u32): Status {
  const at = scratch(encodedRoom(key));
  return proxy_set_shared_data(
    at,
    encode(key, at),
    value.dataStart,
    value.byteLength,
    cas,
  );
}
