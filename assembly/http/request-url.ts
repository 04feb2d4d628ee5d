import { Status } from "../abi/enums";
import { HeaderMap } from "../api/header-map";
import { byteTextOf, bytesOf, textOf, toByteText } from "./byte-text";
import { decodeComponent, encodeComponent, Kept } from "./component";
import { SearchParams } from "./search-params";

/**
 * The path and the query of a request, which its `:path` has. Parts that are not edited stay
 * the same to the byte, whatever is in them. The names are those of the Web's `URL`.
 *
 * ```ts
 * class Rename extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const url = RequestUrl.of(this.request.headers);
 *     if (url == null) return FilterHeadersStatus.Continue;
 *     if (url.pathname == "/old") url.pathname = "/new";
 *     url.searchParams.delete("debug");
 *     url.writeTo(this.request.headers);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
@final
export class RequestUrl {
  /** The byte texts of the path, of the query with its `?`, and of what follows a `#`. */
  private path: string = "";
  private query: string = "";
  private hash: string = "";
  private params: SearchParams | null = null;

  /** Reads a path and a query such as `/a/b?c=d`; every text is one. */
  constructor(target: string) {
    this.read(toByteText(target));
  }

  /** Reads the `:path` of a request; `null` where it has none, as with CONNECT. */
  static of(headers: HeaderMap): RequestUrl | null {
    const bytes = headers.getBytes(":path");
    return bytes == null ? null : RequestUrl.ofBytes(bytes);
  }

  /** Reads bytes, those that are not UTF-8 included. */
  static ofBytes(bytes: Uint8Array): RequestUrl {
    const url = new RequestUrl("");
    url.read(byteTextOf(bytes));
    return url;
  }

  /** The path as it is written, still percent-encoded. */
  get pathname(): string {
    return textOf(this.path);
  }

  /**
   * Replaces the path. It gets a `/` in front where it has none, and what a path may not
   * have is percent-encoded: `?`, `#`, spaces, what is not ASCII, and a `%` without two
   * hexadecimal digits. Other percent-encoded bytes stay.
   */
  set pathname(path: string) {
    const encoded = encodeComponent(path, Kept.Path);
    this.path = encoded.startsWith("/") ? encoded : "/" + encoded;
  }

  /**
   * The parts of the path between its slashes, decoded: those of `/a%2Fb/c` are `a/b` and
   * `c`. The last one is `""` where the path ends with a slash.
   */
  get segments(): string[] {
    const path = this.path;
    const segments: string[] = [];
    let start = path.startsWith("/") ? 1 : 0;
    for (let i = start; i <= path.length; i++) {
      if (i < path.length && path.charCodeAt(i) != 0x2f) continue;
      segments.push(decodeComponent(path, start, i, false));
      start = i + 1;
    }
    return segments;
  }

  /** Replaces the path by segments, in which `/` is encoded as well. */
  set segments(segments: string[]) {
    let path = "";
    for (let i = 0; i < segments.length; i++) {
      path += "/" + encodeComponent(segments[i], Kept.Unreserved);
    }
    this.path = path.length > 0 ? path : "/";
  }

  /** The query with its `?`, as it is written; `""` where it is empty. */
  get search(): string {
    const query = this.rawQuery;
    return query.length > 1 ? textOf(query) : "";
  }

  /**
   * Replaces the query, given with or without its `?`; `""` removes it. What a query may not
   * have is percent-encoded.
   */
  set search(query: string) {
    const text = query.startsWith("?") ? query.substring(1) : query;
    const encoded = encodeComponent(text, Kept.Query);
    this.query = encoded.length > 0 ? "?" + encoded : "";
    this.params = null;
  }

  /** The pairs of the query. Editing them edits the URL, until `search` is set. */
  get searchParams(): SearchParams {
    const old = this.params;
    if (old != null) return old;
    const params = new SearchParams();
    if (this.query.length > 1) params.read(this.query.substring(1));
    this.params = params;
    return params;
  }

  /** Returns the path and the query. */
  toString(): string {
    return textOf(this.raw);
  }

  /** Returns the path and the query as bytes, those that are not UTF-8 included. */
  toBytes(): Uint8Array {
    return bytesOf(this.raw);
  }

  /** Sets the `:path` of a request; refused as by `HeaderMap.set`. */
  writeTo(headers: HeaderMap): Status {
    return headers.setBytes(":path", this.toBytes());
  }

  private get raw(): string {
    return this.path + this.rawQuery + this.hash;
  }

  private get rawQuery(): string {
    const params = this.params;
    if (params == null) return this.query;
    const raw = params.raw;
    // A `?` alone stays where nothing was edited.
    if (raw.length == 0) return this.query.length == 1 ? this.query : "";
    return "?" + raw;
  }

  private read(raw: string): void {
    let hash = raw.indexOf("#");
    if (hash < 0) hash = raw.length;
    let query = raw.indexOf("?");
    if (query < 0 || query > hash) query = hash;
    this.path = raw.substring(0, query);
    this.query = raw.substring(query, hash);
    this.hash = raw.substring(hash);
  }
}
