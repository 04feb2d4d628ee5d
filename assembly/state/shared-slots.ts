import { Status } from "../abi/enums";
import { blockSize, blockStart, dropBlock } from "../abi/memory";
import { scratch } from "../abi/scratch";
import { encode, encodedSize } from "../abi/utf8";
import { SharedKey } from "../api/shared-key";

/** An entry's head: the sizes of its key and its value, and when it ends. */
const HEAD: usize = 16;

/** How many keys of shared data entries are spread over. */
export const DEFAULT_SLOTS: u32 = 1024;

/**
 * Entries by key in shared data, which cannot delete: a key chooses one of a number of slots,
 * each a value of shared data that has all entries of its keys. Every write of a slot leaves
 * out the entries that have ended, so that memory is that of those that live.
 *
 *     slot:  │ entry │ entry │ …
 *     entry: │ size of key: u32 │ size of value: u32 │ end: u64 │ key │ value │
 *
 * Ends are times of the clock that the owner of the slots uses.
 */
export class SharedSlots {
  private readonly slot: SharedKey;
  private key: ArrayBuffer = new ArrayBuffer(64);
  private keySize: usize = 0;
  /** The entry that `read` has found in the host's block; 0 for none. */
  private entry: usize = 0;

  constructor(
    name: string,
    private readonly count: u32,
    /** How many bytes a slot may have: entries that do not fit any more are left out. */
    private readonly capacity: usize,
  ) {
    this.slot = new SharedKey(name + "\0", 4);
  }

  /** Returns how many bytes an entry needs. */
  static sizeOf(key: string, valueSize: usize): usize {
    return HEAD + encodedSize(key) + valueSize;
  }

  /**
   * Reads the slot of a key. Where the answer is Ok, which it also is without an entry, the
   * slot has to be left by `replace`, `remove` or `leave` before the host is called again.
   */
  read(key: string): Status {
    const size = encodedSize(key);
    if (size > <usize>this.key.byteLength) {
      this.key = new ArrayBuffer((<i32>size) << 1);
    }
    const at = changetype<usize>(this.key);
    encode(key, at);
    this.keySize = size;
    this.slot.setNumber(this.count == 1 ? 0 : hashOf(at, size) % this.count);
    const status = this.slot.read();
    this.entry = status == Status.Ok ? this.find() : 0;
    return status == Status.NotFound ? Status.Ok : status;
  }

  /** The address of the value that the key has; 0 for none. */
  get value(): usize {
    const entry = this.entry;
    return entry == 0 ? 0 : entry + HEAD + keySizeOf(entry);
  }

  /** How many bytes that value has. */
  get valueSize(): usize {
    return valueSizeOf(this.entry);
  }

  /** When that value ends. */
  get end(): u64 {
    return endOf(this.entry);
  }

  /** Leaves the slot as it is. */
  leave(): void {
    dropBlock();
  }

  /**
   * Writes a value of the key first, and behind it all other entries that end after `now`.
   * CasMismatch where another worker has written the slot since it was read.
   */
  replace(value: usize, size: usize, end: u64, now: u64): Status {
    const whole = HEAD + this.keySize + size;
    const at = scratch(whole + blockSize());
    store<u32>(at, <u32>this.keySize);
    store<u32>(at, <u32>size, 4);
    store<u64>(at, end, 8);
    memory.copy(at + HEAD, changetype<usize>(this.key), this.keySize);
    memory.copy(at + HEAD + this.keySize, value, size);
    return this.write(at, this.copyOthers(at, at + whole, now));
  }

  /** Writes all entries but that of the key, and those that have ended. */
  remove(now: u64): Status {
    const at = scratch(blockSize());
    return this.write(at, this.copyOthers(at, at, now));
  }

  private write(at: usize, end: usize): Status {
    dropBlock();
    return this.slot.replace(at, end - at);
  }

  /** Copies the entries of other keys that live; returns the end of what is written. */
  private copyOthers(start: usize, to: usize, now: u64): usize {
    let at = blockStart();
    const limit = at + blockSize();
    let end = to;
    for (
      let size = wholeSize(at, limit);
      size != 0;
      size = wholeSize(at, limit)
    ) {
      const isLive = at != this.entry && endOf(at) > now;
      if (isLive && end + size - start <= this.capacity) {
        memory.copy(end, at, size);
        end += size;
      }
      at += size;
    }
    return end;
  }

  private find(): usize {
    const key = changetype<usize>(this.key);
    const keySize = this.keySize;
    let at = blockStart();
    const limit = at + blockSize();
    for (
      let size = wholeSize(at, limit);
      size != 0;
      size = wholeSize(at, limit)
    ) {
      if (
        keySizeOf(at) == keySize &&
        memory.compare(at + HEAD, key, keySize) == 0
      ) {
        return at;
      }
      at += size;
    }
    return 0;
  }
}

/** Returns the size of an entry, 0 at the end, or where someone else wrote the slot. */
function wholeSize(at: usize, limit: usize): usize {
  if (at + HEAD > limit) return 0;
  const size = <u64>HEAD + keySizeOf(at) + valueSizeOf(at);
  return <u64>at + size > <u64>limit ? 0 : <usize>size;
}

function keySizeOf(entry: usize): usize {
  return load<u32>(entry);
}

function valueSizeOf(entry: usize): usize {
  return load<u32>(entry, 4);
}

function endOf(entry: usize): u64 {
  return load<u64>(entry, 8);
}

/** FNV-1a, with its high bits folded in, as slots are chosen by the low ones. */
function hashOf(at: usize, size: usize): u32 {
  let hash: u32 = 0x811c_9dc5;
  for (let i: usize = 0; i < size; i++) {
    hash = (hash ^ load<u8>(at + i)) * 0x0100_0193;
  }
  return hash ^ (hash >> 16);
}
