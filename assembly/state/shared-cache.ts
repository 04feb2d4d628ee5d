import { Status } from "../abi/enums";
import { monotonicNanoseconds } from "../api/clock";
import { copyBytes } from "../abi/copy-bytes";
import { decode, encode, encodedSize } from "../abi/utf8";
import { ATTEMPTS } from "../api/shared-key";
import { DEFAULT_SLOTS, SharedSlots } from "./shared-slots";

const MILLISECOND: u64 = 1_000_000;

/** How many bytes a slot has at most, with keys and 16 bytes for each entry. */
const SLOT_SIZE: u32 = 16 * 1024;

/**
 * Values by key that all workers have together, in shared data, and that each end after a
 * time.
 *
 * Shared data cannot delete. So keys are spread over a number of slots, values of shared data
 * that have all entries of their keys, and each write of a slot leaves out the entries that
 * have ended and, where it would have more bytes than it may, those written longest ago. That
 * bounds the memory: 1,024 slots of 16 KiB by default, 16 MiB. A slot keeps what was written
 * last until it is written again.
 *
 * All caches with one name and one `vm_id` are the same one, and have to be made alike. Make
 * it once, as in a field of the plugin; it may be used in every callback.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   users: SharedCache = new SharedCache("users", 60_000);
 *   createHttpContext(): HttpContext {
 *     return new Filter();
 *   }
 * }
 * class Filter extends HttpContextOf<Plugin> {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const user = this.plugin.users.get("a token");
 *     if (user == null) this.plugin.users.set("a token", "joe");
 *     else this.request.headers.set("x-user", user);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerRootContext<Plugin>("caching");
 * ```
 */
export class SharedCache {
  private store: SharedSlots;
  private slotSize: u32 = SLOT_SIZE;

  /** Names the cache, and says after how many milliseconds values end. */
  constructor(
    readonly name: string,
    private readonly ttl: u32,
  ) {
    this.store = new SharedSlots(name, DEFAULT_SLOTS, SLOT_SIZE);
  }

  /**
   * Sets how many slots there are, and how many bytes each may have. Throws where there are
   * none.
   */
  bounds(slots: u32, slotSize: u32): this {
    if (slots == 0) throw new Error("Cannot make a cache: there are no slots");
    this.slotSize = slotSize;
    this.store = new SharedSlots(this.name, slots, slotSize);
    return this;
  }

  /** Returns a value as text, or `null` where there is none, or the proxy refuses. */
  get(key: string): string | null {
    if (!this.find(key)) return null;
    const text = decode(this.store.value, this.store.valueSize);
    this.store.leave();
    return text;
  }

  /** Returns a value as bytes, or `null` where there is none, or the proxy refuses. */
  getBytes(key: string): Uint8Array | null {
    if (!this.find(key)) return null;
    const bytes = copyBytes(this.store.value, <u32>this.store.valueSize);
    this.store.leave();
    return bytes;
  }

  /**
   * Sets a value, which ends after so many milliseconds, or as all do. `Status.BadArgument`
   * where it does not fit into a slot, `Status.CasMismatch` where other workers were first 64
   * times in a row.
   */
  set(key: string, value: string, ttl: u32 = this.ttl): Status {
    const bytes = new Uint8Array(<i32>encodedSize(value));
    encode(value, bytes.dataStart);
    return this.setBytes(key, bytes, ttl);
  }

  /** Sets a value that is bytes; see `set`. */
  setBytes(key: string, value: Uint8Array, ttl: u32 = this.ttl): Status {
    const size = SharedSlots.sizeOf(key, value.byteLength);
    if (size > this.slotSize) return Status.BadArgument;
    let status = Status.CasMismatch;
    for (let i = 0; i < ATTEMPTS && status == Status.CasMismatch; i++) {
      const now = monotonicNanoseconds();
      status = this.store.read(key);
      if (status != Status.Ok) break;
      const end = now + <u64>ttl * MILLISECOND;
      status = this.store.replace(value.dataStart, value.byteLength, end, now);
    }
    return status;
  }

  /** Removes a value; Ok where there was none as well. */
  delete(key: string): Status {
    let status = Status.CasMismatch;
    for (let i = 0; i < ATTEMPTS && status == Status.CasMismatch; i++) {
      const now = monotonicNanoseconds();
      status = this.store.read(key);
      if (status != Status.Ok) break;
      if (this.store.value == 0) {
        this.store.leave();
        break;
      }
      status = this.store.remove(now);
    }
    return status;
  }

  /** Finds a value that has not ended; leaves the slot where there is none. */
  private find(key: string): bool {
    const now = monotonicNanoseconds();
    if (this.store.read(key) != Status.Ok) return false;
    if (this.store.value != 0 && this.store.end > now) return true;
    this.store.leave();
    return false;
  }
}
