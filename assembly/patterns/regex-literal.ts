import "./proxy-wasm-regex";
import { Regex } from "./regex";
import { RegexSet } from "./regex-set";

/**
 * Returns the regular expression of a pattern that stands in the source as a text. The build
 * makes a table of states of it, which goes through a text byte by byte, and nothing of a
 * compiler is in the module. It also knows classes of Unicode, and the other case of all
 * letters under `i`.
 *
 * A pattern that is refused is an error of the build, and so is one that is not a literal:
 * `Regex.compile` takes those.
 *
 * ```ts
 * const version = regex("^/api/v(?P<major>[0-9]+)/");
 * class Versions extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const path = this.request.headers.get(":path");
 *     const match = path != null ? version.find(path) : null;
 *     if (match == null) return FilterHeadersStatus.Continue;
 *     this.request.headers.set("x-version", match.groupNamed("major")!);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerHttpContext<Versions>("versions");
 * ```
 */
export function regex(pattern: string, flags: string = ""): Regex {
  // Without the transform only.
  const made = Regex.compile(pattern, flags);
  if (made != null) return made;
  throw new Error(
    `Cannot compile a pattern: ${Regex.faultOf(pattern, flags)!}`,
  );
}

/**
 * Returns the set of patterns that stand in the source as a list of texts; see `regex`.
 *
 * ```ts
 * const bots = regexSet(["googlebot", "bingbot", "crawler|spider"], "i");
 * log.info(`${bots.first("Mozilla/5.0 (compatible; Googlebot/2.1)")}`); // 0
 * ```
 */
export function regexSet(patterns: string[], flags: string = ""): RegexSet {
  const made = RegexSet.compile(patterns, flags);
  if (made != null) return made;
  throw new Error(
    `Cannot compile patterns: ${RegexSet.faultOf(patterns, flags)!}`,
  );
}
