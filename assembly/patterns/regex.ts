import { decode } from "../abi/utf8";
import { utf8Encode } from "../codecs/utf8";
import { LazyAutomaton } from "./lazy-automaton";
import { RegexAssembler, RegexProgram } from "./regex-program";
import { RegexMatch } from "./regex-match";
import { RegexParser } from "./regex-parser";
import { RegexThreads } from "./regex-threads";
import { TextRun } from "./text-run";

/**
 * A regular expression of RE2's syntax, over UTF-8. Every search takes time by the length of
 * the text: what would take backtracking is refused, such as back-references and look-around.
 * `regex` makes one of a pattern in the source, and `compile` one of a pattern that a
 * configuration has.
 *
 * The match that begins first counts, and of alternatives the first that fits, as in
 * JavaScript. Unlike there, `\s` and `\b` know ASCII only, `.` takes all but `\n`, and what
 * is not valid UTF-8 is matched by nothing.
 *
 * ```ts
 * const admin = Regex.compile("^/admin(/|$)")!;
 * class Guard extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const path = this.request.headers.get(":path");
 *     if (path == null || !admin.test(path)) return FilterHeadersStatus.Continue;
 *     this.sendLocalResponse(new LocalResponse(403));
 *     return FilterHeadersStatus.StopIteration;
 *   }
 * }
 * registerHttpContext<Guard>("guard");
 * ```
 */
@final
export class Regex {
  private threads: RegexThreads | null = null;

  /** The SDK's own: `regex` and `compile` make one. */
  constructor(
    private readonly program: RegexProgram,
    private readonly run: TextRun,
  ) {}

  /**
   * Compiles a pattern at run time; `null` where it is refused. The flags are `i` (either
   * case), `m` (`^` and `$` at lines), `s` (`.` takes `\n`) and `U` (`*` takes as little as
   * it can, and `*?` as much).
   *
   * Refused are also classes of Unicode, such as `\p{Greek}`, and letters beyond ASCII under
   * `i`, which `regex` takes; and patterns of more than 20,000 steps.
   */
  static compile(pattern: string, flags: string = ""): Regex | null {
    const parser = new RegexParser(pattern, flags);
    const node = parser.parse();
    if (parser.fault.length > 0) return null;
    const assembler = new RegexAssembler();
    assembler.pattern(node, parser.names);
    if (assembler.isTooLarge) return null;
    const program = assembler.finish();
    return new Regex(program, new LazyAutomaton(program));
  }

  /** Says why `compile` refuses a pattern, and where in it; `null` where it does not. */
  static faultOf(pattern: string, flags: string = ""): string | null {
    const parser = new RegexParser(pattern, flags);
    const node = parser.parse();
    if (parser.fault.length > 0) return `The pattern has ${parser.fault}.`;
    const assembler = new RegexAssembler();
    assembler.pattern(node, parser.names);
    return assembler.isTooLarge ? "The pattern takes too many steps." : null;
  }

  /** Tells whether a text matches anywhere. */
  test(text: string): bool {
    return this.run.testText(text);
  }

  /** Tells whether bytes match anywhere. */
  testBytes(bytes: Uint8Array): bool {
    return this.run.test(bytes.dataStart, bytes.length);
  }

  /** Finds the first match in a text; `null` where there is none. */
  find(text: string): RegexMatch | null {
    if (!isAscii(text)) return this.findIn(utf8Encode(text), true);
    // A byte of each unit is all there is to it.
    if (!this.run.testText(text)) return null;
    const start = changetype<usize>(text);
    return this.matchAt(start, text.length, 1, text, null, false);
  }

  /** Finds the first match in bytes, which are not copied. */
  findBytes(bytes: Uint8Array): RegexMatch | null {
    return this.findIn(bytes, false);
  }

  /**
   * Replaces all matches. In the replacement `$1` is what a group matched, `$<name>` what one
   * with a name did, `$&` the whole match, and `$$` a dollar.
   *
   * A match is looked for from the end of the one before, so a text with many of them may
   * take more than one pass.
   */
  replaceAll(text: string, replacement: string): string {
    const bytes = utf8Encode(text);
    if (!this.run.test(bytes.dataStart, bytes.length)) return text;
    const threads = this.theThreads();
    let out = "";
    let from = 0;
    for (let at = 0; at <= bytes.length;) {
      if (!threads.find(bytes.dataStart, bytes.length, 0, at)) break;
      const start = unchecked(threads.found[0]);
      const end = unchecked(threads.found[1]);
      out += decodeOf(bytes, from, start);
      out += this.filled(replacement, bytes, threads.found);
      from = end;
      // After a match of nothing it goes on by a character.
      at = end > start ? end : afterCharacter(bytes, end);
    }
    return out + decodeOf(bytes, from, bytes.length);
  }

  private findIn(bytes: Uint8Array, isText: bool): RegexMatch | null {
    const start = bytes.dataStart;
    const size = bytes.length;
    if (!this.run.test(start, size)) return null;
    return this.matchAt(start, size, 0, "", bytes, isText);
  }

  private matchAt(
    start: usize,
    size: i32,
    shift: i32,
    text: string,
    bytes: Uint8Array | null,
    isText: bool,
  ): RegexMatch | null {
    const threads = this.theThreads();
    if (!threads.find(start, size, shift, 0)) return null;
    const found = threads.found;
    const places = new StaticArray<i32>(found.length);
    memory.copy(
      changetype<usize>(places),
      changetype<usize>(found),
      (<usize>found.length) << 2,
    );
    return new RegexMatch(text, bytes, places, this.program, isText);
  }

  private theThreads(): RegexThreads {
    const old = this.threads;
    if (old != null) return old;
    const threads = new RegexThreads(this.program);
    this.threads = threads;
    return threads;
  }

  private filled(
    replacement: string,
    bytes: Uint8Array,
    places: StaticArray<i32>,
  ): string {
    let out = "";
    let from = 0;
    while (true) {
      const at = replacement.indexOf("$", from);
      if (at < 0 || at + 1 >= replacement.length) break;
      const unit = replacement.charCodeAt(at + 1);
      let end = at + 2;
      let group = -1;
      if (unit == 0x26 /* & */) group = 0;
      else if (unit == 0x3c /* < */) {
        end = replacement.indexOf(">", at) + 1;
        if (end > 0) {
          group = this.program.groupOf(replacement.slice(at + 2, end - 1));
          if (group == 0) group = i32.MAX_VALUE;
        }
      } else if (unit > 0x30 && unit <= 0x39) {
        group = unit - 0x30;
        if (group > this.program.groups) group = -1;
      }
      out += replacement.slice(from, unit == 0x24 ? at + 1 : at);
      if (group < 0) {
        if (unit != 0x24) {
          out += "$";
          end = at + 1;
        }
      } else if (group <= this.program.groups) {
        const start = unchecked(places[group << 1]);
        if (start >= 0) {
          out += decodeOf(bytes, start, unchecked(places[(group << 1) + 1]));
        }
      }
      from = end;
    }
    return out + replacement.slice(from);
  }
}

function decodeOf(bytes: Uint8Array, from: i32, to: i32): string {
  return decode(bytes.dataStart + from, to - from);
}

function isAscii(text: string): bool {
  const start = changetype<usize>(text);
  const end = start + ((<usize>text.length) << 1);
  let units: u64 = 0;
  let at = start;
  for (; at + 8 <= end; at += 8) units |= load<u64>(at);
  for (; at < end; at += 2) units |= load<u16>(at);
  return (units & 0xff80_ff80_ff80_ff80) == 0;
}

function afterCharacter(bytes: Uint8Array, at: i32): i32 {
  let next = at + 1;
  while (next < bytes.length && (bytes[next] & 0xc0) == 0x80) next++;
  return next;
}
