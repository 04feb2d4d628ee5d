import { decode } from "../abi/utf8";
import { RegexProgram } from "./regex-program";

/**
 * What `Regex.find` has found.
 *
 * ```ts
 * const match = regex("v(?P<major>[0-9]+)").find("/api/v12/users");
 * if (match != null) {
 *   log.info(`${match.index} to ${match.end}: ${match.text}`); // 5 to 8: v12
 *   log.info(`${match.group(1)}, ${match.groupNamed("major")}`); // 12, 12
 * }
 * ```
 */
@final
export class RegexMatch {
  /** The SDK's own. */
  constructor(
    /** The text, where it is ASCII; else there are bytes. */
    private readonly ascii: string,
    private readonly bytes: Uint8Array | null,
    /** Where each group begins and ends. */
    private readonly places: StaticArray<i32>,
    private readonly program: RegexProgram,
    private readonly isText: bool,
  ) {}

  /** Where the match begins: in the text, or in the bytes for `findBytes`. */
  get index(): i32 {
    return this.shown(unchecked(this.places[0]));
  }

  /** Where the match ends, as `index`. */
  get end(): i32 {
    return this.shown(unchecked(this.places[1]));
  }

  /** What matched. */
  get text(): string {
    return this.slice(0);
  }

  /** How many groups the pattern has. */
  get groups(): i32 {
    return this.program.groups;
  }

  /** What a group matched, the first being 1; `null` where it had no part in the match. */
  group(index: i32): string | null {
    if (index < 0 || index > this.program.groups) return null;
    return unchecked(this.places[index << 1]) < 0 ? null : this.slice(index);
  }

  /** What a group with a name matched; `null` also where none has the name. */
  groupNamed(name: string): string | null {
    const index = this.program.groupOf(name);
    return index > 0 ? this.group(index) : null;
  }

  private slice(index: i32): string {
    const from = unchecked(this.places[index << 1]);
    const to = unchecked(this.places[(index << 1) + 1]);
    const bytes = this.bytes;
    return bytes == null
      ? this.ascii.substring(from, to)
      : decode(bytes.dataStart + from, to - from);
  }

  private shown(at: i32): i32 {
    const bytes = this.bytes;
    if (bytes == null || !this.isText) return at;
    return decode(bytes.dataStart, at).length;
  }
}
