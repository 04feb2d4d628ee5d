import { utf8Encode } from "../codecs/utf8";
import { NeedleAutomaton } from "./needle-automaton";
import { NeedleSearch } from "./needle-search";

/**
 * Many texts to look for in one pass, by an automaton (Aho and Corasick's): the time grows
 * with the bytes, and not with the number of needles. Of needles that overlap, the one that
 * begins first is found, and of those that begin at the same place the longest. Each byte of
 * the needles takes about 40 bytes of memory, and the whole 256 KiB at most beyond that.
 *
 * An empty needle is never found. Needles of more than 1 MiB together are an error.
 * `ignoreCase` makes the upper and lower case of ASCII letters alike.
 *
 * ```ts
 * const secrets = new Needles(["password", "token"]);
 * class Watch extends HttpContext {
 *   private readonly search: NeedleSearch = secrets.search();
 *   onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     this.search.feed(this.request.body.bytes());
 *     while (this.search.next()) {
 *       log.warn(`secret ${this.search.needle} at ${this.search.start}`);
 *     }
 *     return FilterDataStatus.Continue;
 *   }
 * }
 * registerHttpContext<Watch>("watch");
 * ```
 */
@final
export class Needles {
  private count: i32;
  private automaton: NeedleAutomaton;

  constructor(needles: string[], ignoreCase: bool = false) {
    this.count = needles.length;
    const list = new Array<Uint8Array>();
    for (let i = 0; i < needles.length; i++) list.push(utf8Encode(needles[i]));
    this.automaton = new NeedleAutomaton(list, ignoreCase);
  }

  /** Makes needles of bytes, which are not copied. */
  static ofBytes(needles: Uint8Array[], ignoreCase: bool = false): Needles {
    const made = new Needles([]);
    made.count = needles.length;
    made.automaton = new NeedleAutomaton(needles, ignoreCase);
    return made;
  }

  /** How many needles there are. */
  get length(): i32 {
    return this.count;
  }

  /** Begins a search in bytes that come in parts. */
  search(): NeedleSearch {
    return new NeedleSearch(this.automaton);
  }

  /** Tells whether one of the needles is in a text. */
  isIn(text: string): bool {
    return this.isInBytes(utf8Encode(text));
  }

  /** Tells whether one of the needles is in bytes. */
  isInBytes(bytes: Uint8Array): bool {
    const search = this.search();
    search.feed(bytes);
    if (search.next()) return true;
    search.finish();
    return search.next();
  }
}
