import { FixedAutomaton, FixedSet } from "./fixed-automaton";
import { LazyAutomaton, LazySet } from "./lazy-automaton";
import { Regex } from "./regex";
import { RegexProgram } from "./regex-program";
import { RegexSet } from "./regex-set";

/** What the transform writes instead of calls of `regex` and `regexSet`. */
@global
export class ProxyWasmRegex {
  static fixed(program: usize, table: usize): Regex {
    return new Regex(
      new RegexProgram(program, null),
      new FixedAutomaton(table),
    );
  }

  static lazy(image: usize): Regex {
    const program = new RegexProgram(image, null);
    return new Regex(program, new LazyAutomaton(program));
  }

  static fixedSet(table: usize, count: i32): RegexSet {
    return new RegexSet(new FixedSet(table), count);
  }

  static lazySet(image: usize, count: i32): RegexSet {
    return new RegexSet(new LazySet(new RegexProgram(image, null)), count);
  }
}
