import { LazySet } from "./lazy-automaton";
import { RegexAssembler } from "./regex-program";
import { RegexParser } from "./regex-parser";
import { SetRun } from "./text-run";

/**
 * Several regular expressions that go through a text together, in one pass: it tells which
 * of them match. `regexSet` makes one of patterns in the source, and `compile` one of those
 * that a configuration has. The syntax is that of `Regex`, without groups.
 *
 * ```ts
 * const routes = regexSet(["^/users/[0-9]+$", "^/users/", "\\.png$"]);
 * class Route extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const path = this.request.headers.get(":path");
 *     const route = path != null ? routes.first(path) : -1;
 *     this.request.headers.set("x-route", route.toString());
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerHttpContext<Route>("route");
 * ```
 */
@final
export class RegexSet {
  private readonly found: StaticArray<bool>;

  /** The SDK's own: `regexSet` and `compile` make one. */
  constructor(
    private readonly run: SetRun,
    /** How many patterns there are. */
    readonly count: i32,
  ) {
    this.found = new StaticArray<bool>(count);
  }

  /** Compiles patterns at run time, as `Regex.compile` does; `null` where one is refused. */
  static compile(patterns: string[], flags: string = ""): RegexSet | null {
    const assembler = assemblerOf(patterns, flags);
    if (assembler == null || assembler.isTooLarge) return null;
    return new RegexSet(new LazySet(assembler.finish()), patterns.length);
  }

  /** Says why `compile` refuses the patterns; `null` where it does not. */
  static faultOf(patterns: string[], flags: string = ""): string | null {
    for (let i = 0; i < patterns.length; i++) {
      const parser = new RegexParser(patterns[i], flags);
      parser.parse();
      if (parser.fault.length > 0) return `Pattern ${i} has ${parser.fault}.`;
    }
    const assembler = assemblerOf(patterns, flags);
    return assembler != null && assembler.isTooLarge
      ? "The patterns take too many steps."
      : null;
  }

  /** Returns the index of the first pattern that matches a text anywhere; -1 for none. */
  first(text: string): i32 {
    return firstOf(this.run.runText(text, this.found));
  }

  /** As `first`, of bytes. */
  firstOfBytes(bytes: Uint8Array): i32 {
    return firstOf(this.run.run(bytes.dataStart, bytes.length, this.found));
  }

  /** Returns the indices of all patterns that match a text, in order. */
  all(text: string): i32[] {
    this.found.fill(false);
    this.run.runText(text, this.found);
    return this.indices();
  }

  /** As `all`, of bytes. */
  allOfBytes(bytes: Uint8Array): i32[] {
    this.found.fill(false);
    this.run.run(bytes.dataStart, bytes.length, this.found);
    return this.indices();
  }

  private indices(): i32[] {
    const found = this.found;
    const all: i32[] = [];
    for (let i = 0; i < found.length; i++) {
      if (unchecked(found[i])) all.push(i);
    }
    return all;
  }
}

function firstOf(pattern: i32): i32 {
  return pattern == i32.MAX_VALUE ? -1 : pattern;
}

function assemblerOf(patterns: string[], flags: string): RegexAssembler | null {
  const assembler = new RegexAssembler();
  for (let i = 0; i < patterns.length; i++) {
    const parser = new RegexParser(patterns[i], flags);
    const node = parser.parse();
    if (parser.fault.length > 0) return null;
    assembler.one(node);
  }
  return assembler;
}
