import { HeaderMap } from "../api/header-map";
import { parseHttpDate } from "../api/http-date";
import { EntityTag } from "./entity-tag";
import { EntityTags } from "./entity-tags";

/**
 * What the conditions of a request come to.
 *
 * ```ts
 * const conditions = Preconditions.of(this.request.headers);
 * const outcome = conditions.check(EntityTag.make("v1"), null);
 * if (outcome == Precondition.NotModified) log.info("304");
 * ```
 */
export enum Precondition {
  /** Answer as without conditions. */
  Met = 0,
  /** The client has it: a 304 without a body. */
  NotModified = 1,
  /** The client has another one: a 412. */
  Failed = 2,
}

/**
 * The conditions of a request: `if-match`, `if-none-match`, `if-modified-since` and
 * `if-unmodified-since`, RFC 9110, section 13. Read them while the request's headers are
 * there, and keep them for the response.
 *
 * ```ts
 * class Revalidate extends HttpContext {
 *   private conditions: Preconditions | null = null;
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     this.conditions = Preconditions.of(this.request.headers);
 *     return FilterHeadersStatus.Continue;
 *   }
 *   onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const conditions = this.conditions;
 *     const tag = EntityTag.of(this.response.headers);
 *     if (conditions == null || tag == null) return FilterHeadersStatus.Continue;
 *     if (conditions.check(tag, null) != Precondition.NotModified) {
 *       return FilterHeadersStatus.Continue;
 *     }
 *     const answer = new LocalResponse(304).header("etag", tag.toString());
 *     this.sendLocalResponse(answer);
 *     return FilterHeadersStatus.StopIteration;
 *   }
 * }
 * ```
 */
@final
export class Preconditions {
  private ifMatch: string | null = null;
  private ifNoneMatch: string | null = null;
  private ifModifiedSince: Date | null = null;
  private ifUnmodifiedSince: Date | null = null;
  private isRead: bool = false;

  /** Reads the conditions of a request; those that are not well-formed count as RFC 9110 says. */
  static of(headers: HeaderMap): Preconditions {
    const conditions = new Preconditions();
    conditions.ifMatch = joined(headers, "if-match");
    conditions.ifNoneMatch = joined(headers, "if-none-match");
    conditions.ifModifiedSince = dateOf(headers, "if-modified-since");
    conditions.ifUnmodifiedSince = dateOf(headers, "if-unmodified-since");
    const method = headers.get(":method");
    conditions.isRead = method == "GET" || method == "HEAD";
    return conditions;
  }

  /**
   * Compares them with what there is now, in the order of section 13.2.2: the tag and the date
   * of its last change, each `null` where there is none. `exists` is whether there is anything,
   * which `*` asks about.
   */
  check(
    tag: EntityTag | null,
    lastModified: Date | null,
    exists: bool = true,
  ): Precondition {
    const ifMatch = this.ifMatch;
    const unmodified = this.ifUnmodifiedSince;
    if (ifMatch != null) {
      if (!has(ifMatch, tag, exists, true)) return Precondition.Failed;
    } else if (unmodified != null && lastModified != null) {
      if (secondsOf(lastModified) > secondsOf(unmodified)) {
        return Precondition.Failed;
      }
    }
    const ifNoneMatch = this.ifNoneMatch;
    const modified = this.ifModifiedSince;
    if (ifNoneMatch != null) {
      if (!has(ifNoneMatch, tag, exists, false)) return Precondition.Met;
      return this.isRead ? Precondition.NotModified : Precondition.Failed;
    }
    if (!this.isRead || modified == null || lastModified == null) {
      return Precondition.Met;
    }
    return secondsOf(lastModified) <= secondsOf(modified)
      ? Precondition.NotModified
      : Precondition.Met;
  }
}

/** Tells whether the header has the tag; one that is not well-formed has none. */
function has(
  header: string,
  tag: EntityTag | null,
  exists: bool,
  isStrong: bool,
): bool {
  const tags = EntityTags.parse(header);
  if (tags == null) return false;
  if (tags.isAny) return exists;
  if (tag == null) return false;
  return isStrong ? tags.hasStrong(tag) : tags.hasWeak(tag);
}

function joined(headers: HeaderMap, name: string): string | null {
  const values = headers.getAll(name);
  return values.length > 0 ? values.join() : null;
}

function dateOf(headers: HeaderMap, name: string): Date | null {
  const text = headers.get(name);
  return text != null ? parseHttpDate(text) : null;
}

/** Headers have whole seconds. */
function secondsOf(date: Date): i64 {
  return date.getTime() / 1000;
}
