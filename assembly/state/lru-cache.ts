import { monotonicNanoseconds } from "../api/clock";

const MILLISECOND: u64 = 1_000_000;

/**
 * Keeps values by key in the memory of one worker, at most so many: one more drops the value
 * that was used longest ago. A value is an object or a text, since `get` returns `null`.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   users: LruCache<string, string> = new LruCache<string, string>(1000, 60_000);
 *   createHttpContext(): HttpContext {
 *     return new Filter();
 *   }
 * }
 * class Filter extends HttpContextOf<Plugin> {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const user = this.plugin.users.get("token");
 *     if (user == null) this.plugin.users.set("token", "joe");
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerRootContext<Plugin>("caching");
 * ```
 */
export class LruCache<K, V> {
  private readonly entries: Map<K, Entry<K, V>> = new Map<K, Entry<K, V>>();
  private newest: Entry<K, V> | null = null;
  private oldest: Entry<K, V> | null = null;

  /**
   * Makes a cache of at most `limit` values, each of which ends after so many milliseconds; 0
   * for never. Throws if the limit is below 1.
   */
  constructor(
    readonly limit: i32,
    private readonly ttl: u64 = 0,
  ) {
    if (limit <= 0) throw new Error("Cannot make a cache: its limit is 0");
  }

  /** How many values there are, including some that have ended and were not looked for. */
  get size(): i32 {
    return this.entries.size;
  }

  /** Returns a value, and counts it as used; `null` where there is none. */
  get(key: K): V | null {
    const entry = this.find(key);
    if (entry == null) return null;
    this.unlink(entry);
    this.link(entry);
    return entry.value;
  }

  /** Returns a value without counting it as used. */
  peek(key: K): V | null {
    const entry = this.find(key);
    return entry == null ? null : entry.value;
  }

  /** Tells whether there is a value. */
  has(key: K): bool {
    return this.find(key) != null;
  }

  /** Sets a value, which ends after so many milliseconds; by default as the others do. */
  set(key: K, value: V, ttl: u64 = this.ttl): void {
    this.delete(key);
    const oldest = this.oldest;
    if (oldest != null && this.entries.size >= this.limit) {
      this.delete(oldest.key);
    }
    const end =
      ttl == 0 ? u64.MAX_VALUE : monotonicNanoseconds() + ttl * MILLISECOND;
    const entry = new Entry<K, V>(key, value, end);
    this.entries.set(key, entry);
    this.link(entry);
  }

  /** Removes a value; false where there is none. */
  delete(key: K): bool {
    if (!this.entries.has(key)) return false;
    this.unlink(this.entries.get(key));
    return this.entries.delete(key);
  }

  /** Removes all values. */
  clear(): void {
    this.entries.clear();
    this.newest = null;
    this.oldest = null;
  }

  private find(key: K): Entry<K, V> | null {
    if (!this.entries.has(key)) return null;
    const entry = this.entries.get(key);
    if (entry.end == u64.MAX_VALUE || entry.end > monotonicNanoseconds()) {
      return entry;
    }
    this.delete(key);
    return null;
  }

  private link(entry: Entry<K, V>): void {
    const newest = this.newest;
    entry.older = newest;
    if (newest == null) this.oldest = entry;
    else newest.newer = entry;
    this.newest = entry;
  }

  private unlink(entry: Entry<K, V>): void {
    const newer = entry.newer;
    const older = entry.older;
    if (newer == null) this.newest = older;
    else newer.older = older;
    if (older == null) this.oldest = newer;
    else older.newer = newer;
    entry.newer = null;
    entry.older = null;
  }
}

class Entry<K, V> {
  newer: Entry<K, V> | null = null;
  older: Entry<K, V> | null = null;

  constructor(
    readonly key: K,
    readonly value: V,
    readonly end: u64,
  ) {}
}
