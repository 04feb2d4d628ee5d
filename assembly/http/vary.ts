import { Status } from "../abi/enums";
import { HeaderMap } from "../api/header-map";
import { equalsIgnoreCase } from "./ascii";
import { FieldReader } from "./field-reader";

/**
 * Adds the name of a request's header to the `vary` of a response, unless it is there or `*`
 * is: caches then keep an answer for each of its values. Names match in any case.
 *
 * ```ts
 * class Vary extends HttpContext {
 *   onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     addVary(this.response.headers, "Accept-Encoding");
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
export function addVary(headers: HeaderMap, name: string): Status {
  const reader = new FieldReader(headers.getAll("vary").join());
  while (reader.nextElement()) {
    const word = reader.token();
    if (word == null) continue;
    if (word == "*" || equalsIgnoreCase(word, name)) return Status.Ok;
  }
  return headers.append("vary", name);
}
