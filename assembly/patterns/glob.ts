const STAR: i32 = 0x2a;
const QUESTION: i32 = 0x3f;

/**
 * A pattern such as `/static/*.css`, `/a/**` or `*.example.com`: `*` stands for any characters
 * of one part, `?` for one of them, and `**`, which is a part by itself, for any number of
 * parts, also none. Parts are divided by `/`, or by `.` in names of hosts.
 *
 * Upper and lower case differ, and every other character stands for itself, so the query of a
 * path and the port of a host are to be cut off before. A text takes time by its length and
 * that of the pattern, whatever there is in it.
 *
 * ```ts
 * const files = Glob.parse("/static/**")!;
 * log.info(`${files.matches("/static/a/b.css")}`); // true
 * const hosts = Glob.parse("*.example.com", ".")!;
 * log.info(`${hosts.matches("a.example.com")}`); // true
 * log.info(`${hosts.matches("a.b.example.com")}`); // false
 * ```
 */
export class Glob {
  private readonly divider: i32;

  private constructor(
    private readonly pattern: string,
    divider: string,
  ) {
    this.divider = divider.charCodeAt(0);
  }

  /** Reads a pattern; `null` where a `**` is not a part by itself. */
  static parse(pattern: string, divider: string = "/"): Glob | null {
    const parts = pattern.split(divider);
    for (let i = 0; i < parts.length; i++) {
      if (parts[i] != "**" && parts[i].includes("**")) return null;
    }
    return divider.length == 1 ? new Glob(pattern, divider) : null;
  }

  /** Tells whether all of a text matches. */
  matches(text: string): bool {
    const pattern = this.pattern;
    // Where parts of both begin; beyond the end is behind the last of them.
    let at = 0;
    let textAt = 0;
    // The last **, and where what it stands for ends.
    let again = -1;
    let textAgain = 0;
    while (true) {
      const isEnd = at > pattern.length;
      if (isEnd && textAt > text.length) return true;
      if (!isEnd) {
        const end = this.endOf(pattern, at);
        if (isRest(pattern, at, end)) {
          again = end + 1;
          textAgain = textAt;
          at = again;
          continue;
        }
        if (textAt <= text.length) {
          const textEnd = this.endOf(text, textAt);
          if (isPart(pattern, at, end, text, textAt, textEnd)) {
            at = end + 1;
            textAt = textEnd + 1;
            continue;
          }
        }
      }
      // The last ** takes one part more.
      if (again < 0 || textAgain > text.length) return false;
      textAgain = this.endOf(text, textAgain) + 1;
      textAt = textAgain;
      at = again;
    }
  }

  private endOf(text: string, from: i32): i32 {
    let end = from;
    while (end < text.length && text.charCodeAt(end) != this.divider) end++;
    return end;
  }
}

function isRest(pattern: string, from: i32, end: i32): bool {
  return (
    end - from == 2 &&
    pattern.charCodeAt(from) == STAR &&
    pattern.charCodeAt(from + 1) == STAR
  );
}

/** Tells whether a part of a text is what a part of a pattern stands for. */
function isPart(
  pattern: string,
  from: i32,
  end: i32,
  text: string,
  textFrom: i32,
  textEnd: i32,
): bool {
  let at = from;
  let textAt = textFrom;
  let again = -1;
  let textAgain = 0;
  while (true) {
    const unit = at < end ? pattern.charCodeAt(at) : -1;
    if (unit == STAR) {
      again = ++at;
      textAgain = textAt;
      continue;
    }
    if (textAt == textEnd) {
      if (unit < 0) return true;
    } else if (unit == QUESTION || unit == text.charCodeAt(textAt)) {
      at++;
      textAt++;
      continue;
    }
    // The last * takes one character more.
    if (again < 0 || textAgain == textEnd) return false;
    textAt = ++textAgain;
    at = again;
  }
}
