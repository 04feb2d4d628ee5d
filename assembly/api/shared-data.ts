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
import { SharedValue } from "./shared-value";

/** Sets a value whatever its version is. */
const ANY: u32 = 0;

/**
 * A version that no value has: versions count up from 1 and the host compares
 * them only where there is a value, so that this one finds an absent value alone.
 */
const NONE: u32 = 0xffff_ffff;

/**
 * Values that all VMs with the same `vm_id` share, those of all workers included.
 *
 * They live until the last VM of that `vm_id` ends, in memory, and cannot be
 * deleted: an empty value is a value, `""`, and only a key that nobody ever set
 * is `null`. A write of one worker may come between a read and a write of
 * another, so change a value by `update`, or by `read` and `compareAndSet`.
 *
 * May be called in every callback, not in module scope.
 *
 * ```ts
 * SharedData.set("token", "secret");
 * const token = SharedData.get("token");
 * const seen = SharedData.update("seen", (old: string | null): string =>
 *   old == null ? "1" : (I32.parseInt(old) + 1).toString(),
 * );
 * if (seen != Status.Ok) log.warn("not counted");
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
   * Replaces a value by what `change` makes of it, `null` where there is none.
   * When another worker was first, `change` is called again with what that one
   * wrote, up to `attempts` times, and then it is `Status.CasMismatch`. `change`
   * cannot use variables around it.
   */
  static update(
    key: string,
    change: (old: string | null) => string,
    attempts: i32 = 10,
  ): Status {
    let status = Status.CasMismatch;
    for (let i = 0; i < attempts && status == Status.CasMismatch; i++) {
      const old = SharedData.read(key);
      status =
        old == null
          ? writeText(key, change(null), NONE)
          : writeText(key, change(old.text()), old.cas);
    }
    return status;
  }

  /** Replaces a value that is bytes by what `change` makes of it; see `update`. */
  static updateBytes(
    key: string,
    change: (old: Uint8Array | null) => Uint8Array,
    attempts: i32 = 10,
  ): Status {
    let status = Status.CasMismatch;
    for (let i = 0; i < attempts && status == Status.CasMismatch; i++) {
      const old = SharedData.read(key);
      status =
        old == null
          ? writeBytes(key, change(null), NONE)
          : writeBytes(key, change(old.bytes()), old.cas);
    }
    return status;
  }
}

/** Where the host writes a version. */
function outCas(): usize {
  return memory.data(4, 4);
}

function find(key: string): Status {
  const at = scratch(encodedRoom(key));
  const size = encode(key, at);
  return proxy_get_shared_data(at, size, outAddress(), outSize(), outCas());
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
