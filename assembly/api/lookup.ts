/**
 * Returns an item of an array, `null` where it has none at this index: `list[1]`,
 * `list.at(1)` and `list.shift()` throw there, and so end the VM. For arrays of
 * numbers, which cannot be `null`, compare the index with `length`.
 *
 * ```ts
 * class Token extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const header = this.request.headers.get("authorization");
 *     if (header == null) return FilterHeadersStatus.Continue;
 *     const token = itemAt(header.split(" "), 1);
 *     if (token != null) log.info(`a token of ${token.length} characters`);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
export function itemAt<T>(list: T[], index: i32): T | null {
  return <u32>index < <u32>list.length ? list[index] : null;
}

/**
 * Returns the value of a key, `null` where a map has none: `map.get(key)` throws there,
 * and so ends the VM. For maps to numbers, which cannot be `null`, ask `map.has(key)`.
 *
 * ```ts
 * const clusters = new Map<string, string>();
 * class Lookup extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const host = this.request.headers.get(":authority");
 *     if (host == null) return FilterHeadersStatus.Continue;
 *     const cluster = getOrNull(clusters, host);
 *     if (cluster != null) this.request.headers.set("x-cluster", cluster);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
export function getOrNull<K, V>(map: Map<K, V>, key: nonnull<K>): V | null {
  return map.has(key) ? map.get(key) : null;
}
