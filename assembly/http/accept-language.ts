import { HeaderMap } from "../api/header-map";
import { Acceptance } from "./acceptance";
import { AcceptedWords } from "./accepted-words";
import { startsIgnoreCase } from "./ascii";
import { FULL } from "./weights";

/** A range that names nothing of a language. */
const NONE: i32 = -2;
/** `*` names all that no other range names. */
const ANY: i32 = -1;
/** What a range that is the beginning of a language has in common with it, at least. */
const EXACT: i32 = 1000;

/**
 * The languages that a client takes: the `accept-language` header, RFC 9110, section 12.5.4.
 * Without one it takes all. `en` takes `en-GB` as well, and where nothing else is there,
 * `en-GB` takes `en` (RFC 4647, sections 3.3.1 and 3.4). Case does not count.
 *
 * ```ts
 * class Language extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const accept = AcceptLanguage.of(this.request.headers);
 *     const language = accept.best(["en", "de", "pt-BR"]);
 *     if (language != null) log.info(language);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
@final
export class AcceptLanguage extends Acceptance {
  private readonly words: AcceptedWords;

  /** Reads the value of an `accept-language` header. */
  constructor(header: string = "") {
    super();
    this.words = new AcceptedWords(header);
  }

  /** Reads the `accept-language` headers of a request. */
  static of(headers: HeaderMap): AcceptLanguage {
    return new AcceptLanguage(headers.getAll("accept-language").join());
  }

  /**
   * Returns how much the client wants a language, 0 for not at all to 1000. The range that
   * has most in common with it counts; of two the first.
   */
  quality(language: string): i32 {
    const words = this.words;
    if (words.size == 0) return FULL;
    let quality = 0;
    let best = NONE;
    for (let i = 0; i < words.size; i++) {
      const common = inCommon(words.wordAt(i), language);
      if (common <= best) continue;
      // Who does not want `en-GB` may want `en`.
      if (words.weightAt(i) == 0 && common < EXACT && common > ANY) continue;
      best = common;
      quality = words.weightAt(i);
    }
    return quality;
  }
}

/** Returns what a range and a language have in common: the higher, the more. */
function inCommon(range: string, language: string): i32 {
  if (range == "*") return ANY;
  // A range that is the language's beginning goes before one that says more than it.
  if (begins(range, language)) return EXACT + range.length;
  return begins(language, range) ? max(EXACT - range.length, 0) : NONE;
}

/** Tells whether a tag is the first parts of another, or the same. */
function begins(tag: string, other: string): bool {
  return (
    startsIgnoreCase(other, tag) &&
    (other.length == tag.length || other.charCodeAt(tag.length) == 0x2d)
  );
}
