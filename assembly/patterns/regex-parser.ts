import { CharSet, LAST } from "./char-set";
import { hexDigit, perlRanges, posixRanges } from "./ascii-classes";
import { Look, NodeKind, RegexNode, UNBOUNDED } from "./regex-node";

const FLAG_I: i32 = 1;
const FLAG_M: i32 = 2;
const FLAG_S: i32 = 4;
const FLAG_U: i32 = 8;

/** As RE2 has it. */
const MAX_REPEAT: i32 = 1000;
/** How deep groups may be in each other: each takes some stack. */
const MAX_DEPTH: i32 = 200;
/** How long a pattern may be. */
const MAX_LENGTH: i32 = 16384;
const MAX_GROUPS: i32 = 100;

/** Reads a pattern of RE2's syntax. After a fault what it returns does not count. */
@final
export class RegexParser {
  /** Why the pattern is refused: what is there, and where; empty where it is not. */
  fault: string = "";
  /** How many groups there are. */
  groups: i32 = 0;
  /** The names of groups; an empty one where a group has none. */
  readonly names: string[] = [];
  private at: i32 = 0;
  private depth: i32 = 0;
  private flags: i32 = 0;

  constructor(
    private readonly text: string,
    flags: string,
  ) {
    for (let i = 0; i < flags.length; i++) {
      const flag = flagOf(flags.charCodeAt(i));
      if (flag == 0) this.refuse(`the flag ${flags.charAt(i)}`, 0);
      this.flags |= flag;
    }
  }

  parse(): RegexNode {
    if (this.text.length > MAX_LENGTH) this.refuse("too long a pattern", 0);
    const node = this.alternatives();
    if (this.isMore) this.refuse("a ) without its (", this.at);
    return node;
  }

  private get isMore(): bool {
    return this.fault.length == 0 && this.at < this.text.length;
  }

  private refuse(what: string, at: i32): RegexNode {
    if (this.fault.length == 0) this.fault = `${what} at position ${at}`;
    return new RegexNode(NodeKind.Empty);
  }

  private peek(ahead: i32 = 0): i32 {
    const at = this.at + ahead;
    return at < this.text.length ? this.text.charCodeAt(at) : -1;
  }

  private skip(unit: i32): bool {
    if (this.peek() != unit) return false;
    this.at++;
    return true;
  }

  private skipText(text: string): bool {
    const end = this.at + text.length;
    if (this.text.substring(this.at, end) != text) return false;
    this.at = end;
    return true;
  }

  /** Takes a character, of which there is one. */
  private take(): u32 {
    const point = <u32>this.text.codePointAt(this.at);
    this.at += point > 0xffff ? 2 : 1;
    return point;
  }

  private alternatives(): RegexNode {
    if (++this.depth > MAX_DEPTH) {
      return this.refuse("a group in too many others", this.at);
    }
    const flags = this.flags;
    const any = new RegexNode(NodeKind.Any);
    any.parts.push(this.sequence());
    while (this.isMore && this.skip(0x7c /* | */)) {
      any.parts.push(this.sequence());
    }
    this.flags = flags;
    this.depth--;
    return any.parts.length == 1 ? any.parts[0] : any;
  }

  private sequence(): RegexNode {
    const all = new RegexNode(NodeKind.All);
    while (this.isMore) {
      const unit = this.peek();
      if (unit == 0x7c /* | */ || unit == 0x29 /* ) */) break;
      if (this.skipText("\\Q")) {
        this.quoted(all);
        continue;
      }
      const from = this.at;
      const atom = this.atom();
      if (atom != null) all.parts.push(this.repeated(atom));
      else if (this.isRepetition()) {
        return this.refuse("a repetition of nothing", from);
      }
    }
    return all;
  }

  /** Reads characters up to `\\E`; the last of them may be repeated. */
  private quoted(all: RegexNode): void {
    let count = 0;
    for (; this.isMore && !this.skipText("\\E"); count++) {
      all.parts.push(this.literal(this.take()));
    }
    if (count > 0) all.parts.push(this.repeated(all.parts.pop()));
  }

  private isRepetition(): bool {
    const unit = this.peek();
    return unit == 0x2a || unit == 0x2b || unit == 0x3f;
  }

  /** Reads what follows an atom and repeats it. */
  private repeated(atom: RegexNode): RegexNode {
    const start = this.at;
    let from = 0;
    let to = UNBOUNDED;
    if (this.skip(0x2a /* * */)) from = 0;
    else if (this.skip(0x2b /* + */)) from = 1;
    else if (this.skip(0x3f /* ? */)) to = 1;
    else if (this.peek() == 0x7b /* { */) {
      this.at++;
      from = this.number();
      to = from;
      if (this.skip(0x2c /* , */)) {
        const isOpen = this.peek() == 0x7d;
        to = isOpen ? UNBOUNDED : this.number();
        if (!isOpen && to < 0) from = -1;
      }
      if (from < 0 || !this.skip(0x7d /* } */)) {
        this.at = start;
        return atom;
      }
      if (from > MAX_REPEAT || to > MAX_REPEAT || (to >= 0 && to < from)) {
        return this.refuse(
          `a repetition other than from 0 to ${MAX_REPEAT} times`,
          start,
        );
      }
    } else return atom;
    const node = RegexNode.repeat(atom, from, to);
    node.isGreedy = this.skip(0x3f) == ((this.flags & FLAG_U) != 0);
    const end = this.at;
    if (this.isRepetition() || this.isCounted()) {
      return this.refuse("a repetition of a repetition", end);
    }
    return node;
  }

  /** Tells whether a repetition in braces follows. */
  private isCounted(): bool {
    const start = this.at;
    if (!this.skip(0x7b)) return false;
    let isCounted = this.number() >= 0;
    if (isCounted && this.skip(0x2c) && this.peek() != 0x7d) {
      isCounted = this.number() >= 0;
    }
    isCounted = isCounted && this.peek() == 0x7d;
    this.at = start;
    return isCounted;
  }

  /** Reads a number; negative where there is none. Large ones stay large. */
  private number(): i32 {
    const start = this.at;
    let value = 0;
    while (true) {
      const digit = this.peek() - 0x30;
      if (digit < 0 || digit > 9) break;
      value = min(value * 10 + digit, 100000);
      this.at++;
    }
    // RE2 takes 01 as a text.
    const isPadded = this.at > start + 1 && this.text.charCodeAt(start) == 0x30;
    return this.at == start || isPadded ? -1 : value;
  }

  /** Reads an atom; `null` where there was only a change of flags, or a fault. */
  private atom(): RegexNode | null {
    const start = this.at;
    const point = this.take();
    switch (point) {
      case 0x28 /* ( */:
        return this.group(start);
      case 0x5b /* [ */:
        return this.charClass(start);
      case 0x2e /* . */:
        return this.any();
      case 0x5e /* ^ */:
        return RegexNode.place(
          (this.flags & FLAG_M) != 0 ? Look.BeginLine : Look.BeginText,
        );
      case 0x24 /* $ */:
        return RegexNode.place(
          (this.flags & FLAG_M) != 0 ? Look.EndLine : Look.EndText,
        );
      case 0x5c /* \ */:
        return this.escaped(start);
      case 0x2a /* * */:
      case 0x2b /* + */:
      case 0x3f /* ? */:
        return this.refuse("a repetition of nothing", start);
      case 0x7b /* { */:
        this.at = start;
        if (this.isCounted()) {
          return this.refuse("a repetition of nothing", start);
        }
        this.at++;
        return this.literal(point);
      default:
        return this.literal(point);
    }
  }

  private any(): RegexNode {
    const set = new CharSet((this.flags & FLAG_I) != 0);
    if ((this.flags & FLAG_S) != 0) set.add(0, LAST);
    else set.addTextNegated("\n\n");
    return this.classOf(set, false, this.at);
  }

  private literal(point: u32): RegexNode {
    const set = new CharSet((this.flags & FLAG_I) != 0);
    set.add(point, point);
    return this.classOf(set, false, this.at - 1);
  }

  private classOf(set: CharSet, isNegated: bool, at: i32): RegexNode {
    if (set.isBeyond) {
      return this.refuse("a character beyond ASCII under the flag i", at);
    }
    const node = new RegexNode(NodeKind.Class);
    node.ranges = set.sorted(isNegated);
    return node;
  }

  private group(start: i32): RegexNode | null {
    let name = "";
    const flags = this.flags;
    if (this.skip(0x3f /* ? */)) {
      if (this.skipText("P<") || this.isName()) {
        name = this.name(start);
      } else {
        const rest = this.peek();
        if (rest == 0x3d || rest == 0x21 || rest == 0x3c) {
          return this.refuse("a look-around, which takes backtracking,", start);
        }
        const isGroup = this.readFlags(start);
        if (!isGroup) return null;
        const node = this.alternatives();
        this.flags = flags;
        return this.closed(node, start);
      }
    }
    const group = new RegexNode(NodeKind.Group);
    group.from = ++this.groups;
    if (this.groups > MAX_GROUPS) {
      return this.refuse(`more than ${MAX_GROUPS} groups`, start);
    }
    this.names.push(name);
    group.parts.push(this.alternatives());
    return this.closed(group, start);
  }

  private closed(node: RegexNode, start: i32): RegexNode {
    return this.isMore && this.skip(0x29)
      ? node
      : this.refuse("a ( without its )", start);
  }

  /** Takes the `<` of a name, and not that of a look-behind. */
  private isName(): bool {
    if (this.peek() != 0x3c) return false;
    const next = this.peek(1);
    if (next == 0x3d || next == 0x21) return false;
    this.at++;
    return true;
  }

  private name(start: i32): string {
    const end = this.text.indexOf(">", this.at);
    const name = end < 0 ? "" : this.text.slice(this.at, end);
    let isName: bool = name.length > 0 && !this.names.includes(name);
    for (let i = 0; i < name.length; i++) {
      const unit = name.charCodeAt(i);
      isName = isName && isWord(unit);
    }
    if (!isName) this.refuse("a name that is none, or is there twice,", start);
    this.at = end + 1;
    return name;
  }

  /** Reads flags; true where a group follows that has them. */
  private readFlags(start: i32): bool {
    let isOff = false;
    let hasFlag = false;
    while (this.at < this.text.length) {
      const unit = this.text.charCodeAt(this.at++);
      const flag = flagOf(unit);
      if (flag != 0) {
        hasFlag = true;
        this.flags = isOff ? this.flags & ~flag : this.flags | flag;
      } else if (unit == 0x2d /* - */ && !isOff) {
        isOff = true;
        hasFlag = false;
      } else if ((unit == 0x3a || unit == 0x29) && (hasFlag || !isOff)) {
        return unit == 0x3a;
      } else break;
    }
    this.refuse("a (? that is not understood", start);
    return false;
  }

  private escaped(start: i32): RegexNode | null {
    if (this.at == this.text.length) {
      return this.refuse("a \\ without a character", start);
    }
    switch (this.peek()) {
      case 0x62 /* b */:
        this.at++;
        return RegexNode.place(Look.Word);
      case 0x42 /* B */:
        this.at++;
        return RegexNode.place(Look.NoWord);
      case 0x41 /* A */:
        this.at++;
        return RegexNode.place(Look.BeginText);
      case 0x7a /* z */:
        this.at++;
        return RegexNode.place(Look.EndText);
    }
    const set = new CharSet((this.flags & FLAG_I) != 0);
    if (this.perlClass(set)) return this.classOf(set, false, start);
    const point = this.escapedPoint(start);
    return this.fault.length > 0 ? null : this.literal(point);
  }

  /** Reads `d`, `w` or `s`, or their negations, into a set. */
  private perlClass(set: CharSet): bool {
    const unit = this.peek();
    const lower = unit | 0x20;
    const ranges = perlRanges(lower);
    if (ranges.length == 0) return false;
    this.at++;
    if (unit == lower) set.addText(ranges);
    else set.addTextNegated(ranges);
    return true;
  }

  /** Reads what follows a backslash and is one character. */
  private escapedPoint(start: i32): u32 {
    const point = this.take();
    switch (point) {
      case 0x61 /* a */:
        return 7;
      case 0x66 /* f */:
        return 0xc;
      case 0x6e /* n */:
        return 0xa;
      case 0x72 /* r */:
        return 0xd;
      case 0x74 /* t */:
        return 9;
      case 0x76 /* v */:
        return 0xb;
      case 0x78 /* x */:
        return this.hexadecimal(start);
      case 0x70 /* p */:
      case 0x50 /* P */:
        this.refuse("a class of Unicode, which regex() alone knows,", start);
        return 0;
    }
    if (point >= 0x30 && point <= 0x39) return this.octal(point, start);
    if (point >= 0x80 || (isWord(point) && point != 0x5f)) {
      this.refuse("an escape that is not understood", start);
    }
    return point;
  }

  private octal(first: u32, start: i32): u32 {
    const next = this.peek();
    const isOctal = next >= 0x30 && next <= 0x37;
    if (first > 0x37 || (first != 0x30 && !isOctal)) {
      this.refuse("a back-reference, which takes backtracking,", start);
      return 0;
    }
    let value = first - 0x30;
    for (let i = 1; i < 3; i++) {
      const digit = this.peek() - 0x30;
      if (digit < 0 || digit > 7) break;
      value = (value << 3) + digit;
      this.at++;
    }
    return value;
  }

  private hexadecimal(start: i32): u32 {
    const isLong = this.skip(0x7b);
    let value: u32 = 0;
    let count = 0;
    while (true) {
      const digit = hexDigit(this.peek());
      if (digit < 0 || (!isLong && count == 2)) break;
      value = min<u32>((value << 4) | digit, LAST + 1);
      this.at++;
      count++;
    }
    const isWhole = isLong ? count > 0 && this.skip(0x7d) : count == 2;
    if (!isWhole || value > LAST) {
      this.refuse("a number of a character that is none", start);
      return 0;
    }
    return value;
  }

  private charClass(start: i32): RegexNode {
    const set = new CharSet((this.flags & FLAG_I) != 0);
    const isNegated = this.skip(0x5e);
    for (let isFirst = true; ; isFirst = false) {
      if (!this.isMore) return this.refuse("a [ without its ]", start);
      if (!isFirst && this.skip(0x5d)) break;
      const from = this.at;
      if (this.peek() == 0x5b && this.peek(1) == 0x3a && this.posix(set)) {
        continue;
      }
      if (this.peek() == 0x5c) {
        this.at++;
        if (this.perlClass(set)) continue;
        this.at--;
      }
      const low = this.member();
      let high = low;
      if (this.peek() == 0x2d && this.peek(1) != 0x5d && this.peek(1) >= 0) {
        this.at++;
        high = this.member();
      }
      if (high < low) return this.refuse("a range from high to low", from);
      set.add(low, high);
    }
    return this.classOf(set, isNegated, start);
  }

  private member(): u32 {
    const start = this.at;
    if (!this.isMore) return 0;
    if (!this.skip(0x5c)) return this.take();
    if (this.at < this.text.length) return this.escapedPoint(start);
    this.refuse("a \\ without a character", start);
    return 0;
  }

  /** Reads a class such as `[:alpha:]`; false where there is none. */
  private posix(set: CharSet): bool {
    const end = this.text.indexOf(":]", this.at + 2);
    if (end < 0) return false;
    const isNegated = this.peek(2) == 0x5e;
    const name = this.text.slice(this.at + (isNegated ? 3 : 2), end);
    const ranges = posixRanges(name);
    if (ranges.length == 0) {
      this.refuse(`the class [:${name}:]`, this.at);
      return false;
    }
    this.at = end + 2;
    if (isNegated) set.addTextNegated(ranges);
    else set.addText(ranges);
    return true;
  }
}

function flagOf(unit: i32): i32 {
  if (unit == 0x69) return FLAG_I;
  if (unit == 0x6d) return FLAG_M;
  if (unit == 0x73) return FLAG_S;
  return unit == 0x55 ? FLAG_U : 0;
}

function isWord(unit: u32): bool {
  return (unit | 0x20) - 0x61 < 26 || unit - 0x30 < 10 || unit == 0x5f; /* _ */
}
