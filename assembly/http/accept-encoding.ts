import { HeaderMap } from "../api/header-map";
import { Acceptance } from "./acceptance";
import { AcceptedWords } from "./accepted-words";
import { equalsIgnoreCase } from "./ascii";
import { FULL } from "./weights";

/**
 * The content codings that a client takes: the `accept-encoding` header, RFC 9110, section
 * 12.5.3. `identity`, a body as it is, is taken unless it is excluded, and less than what
 * is named. Without the header a client takes `identity` alone here: the RFC lets a server
 * choose any coding then, and clients that send no header decode none.
 *
 * ```ts
 * class Coding extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const accept = AcceptEncoding.of(this.request.headers);
 *     const coding = accept.best(["br", "gzip", "identity"]);
 *     if (coding != null) log.info(coding);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * ```
 */
@final
export class AcceptEncoding extends Acceptance {
  private readonly words: AcceptedWords;

  /** Reads the value of an `accept-encoding` header. */
  constructor(header: string = "") {
    super();
    this.words = new AcceptedWords(header);
  }

  /** Reads the `accept-encoding` headers of a request. */
  static of(headers: HeaderMap): AcceptEncoding {
    return new AcceptEncoding(headers.getAll("accept-encoding").join());
  }

  /** Returns how much the client wants a coding, 0 for not at all to 1000. */
  quality(coding: string): i32 {
    const words = this.words;
    let any = -1;
    for (let i = 0; i < words.size; i++) {
      const word = words.wordAt(i);
      if (isSame(word, coding)) return words.weightAt(i);
      if (word == "*" && any < 0) any = words.weightAt(i);
    }
    const isIdentity = equalsIgnoreCase(coding, "identity");
    if (any >= 0) return isIdentity && any > 0 ? 1 : any;
    if (!isIdentity) return 0;
    return words.size == 0 ? FULL : 1;
  }
}

/** Tells whether two codings are the same: `x-gzip` and `x-compress` have two names. */
function isSame(word: string, coding: string): bool {
  return equalsIgnoreCase(withoutX(word), withoutX(coding));
}

function withoutX(coding: string): string {
  return equalsIgnoreCase(coding, "x-gzip") ||
    equalsIgnoreCase(coding, "x-compress")
    ? coding.substring(2)
    : coding;
}
