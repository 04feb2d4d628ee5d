import { Block } from "./block";
import { Byte } from "./bytes";
import { Levels, MAX_DEPTH } from "./nesting";
import { Utf8Block } from "./utf8-block";

/** How many bytes are looked at together. */
export const BLOCK: usize = 64;

const ALL: u64 = u64.MAX_VALUE;

/** The letters of the words, the lowest byte first. */
const TRUE: u32 = 0x6575_7274;
const FALS: u32 = 0x736c_6166;
const NULL: u32 = 0x6c6c_756e;

/** Where the last block is put together: the end of the document, and white space. */
const LAST = memory.data(144, 16);

/** What a block leaves for the next one: bits for its first byte, and the next ones. */
@unmanaged
class Carry {
  /** The byte is escaped; from bit 1 on, bytes must be digits of an escape. */
  isEscaped: u64 = 0;
  /** The byte follows a value, and the next mark must be a colon. */
  afterValue: u64 = 0;
  colonDue: u64 = 0;
  /** The byte goes on with a word or a number, with a number, and the letters of a word. */
  afterScalar: u64 = 0;
  afterNumber: u64 = 0;
  letters: u64 = 0;
  /** The byte follows a digit, one in front of a dot, a dot, and a zero that leads. */
  afterDigit: u64 = 0;
  afterWhole: u64 = 0;
  afterDot: u64 = 0;
  afterZero: u64 = 0;
  /** It follows an exponent's letter; a sign: bit 1; that of a number: 2; its digits: 3. */
  exponent: u64 = 0;
  /** The lists and objects that are open: whether they are objects, a bit each. */
  levels: u64 = 0;
  open: i32 = 0;
  most: i32 = 0;
  /** Of a block: what is within objects, what begins a list or an object, and an object. */
  objects: u64 = 0;
  openers: u64 = 0;
  braces: u64 = 0;
  /** Up to the end of the value that is gone over. */
  ends: u64 = 0;
  /** Escapes that do not exist. */
  faults: u64 = 0;

  clear(): void {
    const from = changetype<usize>(this);
    for (let at: usize = 0; at < offsetof<Carry>(); at += 8) {
      store<u64>(from + at, 0);
    }
  }
}

const carry = changetype<Carry>(memory.data(144, 16));

/**
 * Goes over a list or an object that begins at an address, by vectors, as `skipValue` does,
 * and returns the address after it. Returns 0 where it is not JSON, without noting a fault.
 * At least a block must be left up to the end. If `entered` is 1, the address is that of a
 * value in a list, and the rest of that list is gone over.
 *
 * Each kind of byte is a mask of the block, and the grammar is a few rules about which
 * kinds may follow each other, as one operation for all 64 bytes. Only brackets and words
 * are gone through one by one.
 */
export function skipBlocks(
  from: usize,
  end: usize,
  depth: i32,
  entered: i32,
): usize {
  let at = from;
  let block = from;
  let limit = end;
  let text: u64 = 0;
  let isCut: bool = false;
  let before = i8x16.splat(0);
  carry.clear();
  carry.open = entered;
  carry.most = min(depth, MAX_DEPTH);
  for (; at < end; at += BLOCK, block += BLOCK) {
    if (at + BLOCK > end) {
      block = lastBlock(at, end);
      limit = LAST + 128;
    }
    const a = v128.load(block);
    const b = v128.load(block, 16);
    const c = v128.load(block, 32);
    const d = v128.load(block, 48);
    let faults: u64 = 0;
    let quotes = Block.equals(a, b, c, d, Byte.Quote);
    const isEscaped = carry.isEscaped;
    if ((isEscaped | Block.anyBackslash(a, b, c, d)) != 0) {
      quotes &= ~Rules.escapedBytes(a, b, c, d);
      faults = carry.faults;
    }
    // From the quote that begins a text to the byte before the one that ends it.
    const texts = Block.parity(quotes) ^ text;
    text = <u64>((<i64>texts) >> 63);
    if (Block.hasNotAscii(a, b, c, d)) {
      if (!Rules.isUtf8(before, a, b, c, d)) return 0;
      isCut = Utf8Block.isCut(d);
    } else if (isCut) return 0;
    before = d;
    if ((quotes | ~texts) == 0) {
      // The whole block is in a text.
      if (faults != 0 || Block.hasControl(a, b, c, d)) return 0;
      continue;
    }
    const outside = ~texts;
    let spaces: u64;
    if (Block.hasControl(a, b, c, d)) {
      spaces = Block.spaces(a, b, c, d);
      faults |= Block.controls(a, b, c, d) & (texts | ~spaces);
      spaces &= outside;
    } else spaces = Block.equals(a, b, c, d, Byte.Space) & outside;
    let commas = Block.equals(a, b, c, d, Byte.Comma) & outside;
    let colons = Block.equals(a, b, c, d, Byte.Colon) & outside;
    let brackets = Block.brackets(a, b, c, d) & outside;
    let textStarts = quotes & texts;
    let textEnds = quotes & outside;
    // The bytes within objects.
    let objects = carry.objects;
    let openers: u64 = 0;
    let braces: u64 = 0;
    if (brackets != 0) {
      if (!goOverBrackets(block, brackets)) return 0;
      objects = carry.objects;
      openers = carry.openers;
      braces = carry.braces;
      carry.objects = 0 - (carry.levels & 1);
      if (carry.open == 0) {
        // What follows the value is not looked at.
        const ends = carry.ends;
        spaces |= ~ends;
        faults &= ends;
        commas &= ends;
        colons &= ends;
        brackets &= ends;
        textStarts &= ends;
        textEnds &= ends;
      }
    }
    const marks = commas | colons | brackets;
    const closers = brackets ^ openers;
    const scalars = ~(marks | spaces | texts | textEnds);
    const afterScalar = carry.afterScalar;
    const starts = scalars & ~((scalars << 1) | afterScalar);
    if ((scalars | afterScalar) != 0) {
      faults |= Rules.numberFaults(a, b, c, d, block, limit, scalars, starts);
    }
    // What comes behind a value, and the white space after it.
    const values = closers | scalars | textEnds;
    const valueNext = (values << 1) | carry.afterValue;
    const valueSum = (valueNext & spaces) + spaces;
    const behindValue = (valueSum | valueNext) & ~spaces;
    const empty = closers & ~behindValue;
    if (empty != 0 && !areEmpty(at, empty)) return 0;
    // Up to the next mark behind what a key follows, which must be a colon, there is a text.
    const keyed = braces | (commas & objects);
    const others = ~marks;
    const colonNext = (keyed << 1) | carry.colonDue;
    const colonSum = (colonNext & others) + others;
    const isColon = (colonSum | colonNext) & marks & ~empty;
    carry.afterValue = (values >> 63) | u64(valueSum < spaces);
    carry.colonDue = (keyed >> 63) | u64(colonSum < others);
    faults |=
      (behindValue & (starts | textStarts | openers)) |
      ((commas | colons) & ~behindValue) |
      (scalars & ~colonSum) |
      (isColon ^ colons);
    if (faults != 0) return 0;
    if (carry.open == 0) return at + <usize>(64 - clz(carry.ends));
  }
  return 0;
}

/** Rules of a block that need its bytes; a class, as only methods can be `@inline`. */
abstract class Rules {
  /** Returns faults in words and numbers, given where they are and where they begin. */
  @inline
  static numberFaults(
    a: v128,
    b: v128,
    c: v128,
    d: v128,
    block: usize,
    limit: usize,
    scalars: u64,
    starts: u64,
  ): u64 {
    const digits = scalars & Block.digits(a, b, c, d);
    const words = starts & ~digits;
    let letters = carry.letters;
    carry.letters = 0;
    if (words != 0) {
      const more = lettersOf(block, words, limit);
      if (more == ALL) return ALL;
      letters |= more;
    }
    const numbers = scalars & ~letters;
    const firsts = numbers & ~((numbers << 1) | carry.afterNumber);
    const dots = numbers & Block.equals(a, b, c, d, Byte.Dot);
    const rare = numbers & ~(digits | dots);
    let wholes = digits & firsts;
    let faults: u64 = 0;
    if ((rare | carry.exponent) != 0) {
      const left = carry.exponent;
      const exponents = rare & Block.exponents(a, b, c, d);
      const minus = rare & Block.equals(a, b, c, d, Byte.Minus);
      const signs = minus | (rare & Block.equals(a, b, c, d, Byte.Plus));
      const leading = minus & firsts;
      const behindExponent = (exponents << 1) | (left & 1);
      const behindSign = (signs << 1) | ((left >> 1) & 1);
      wholes |= digits & ((leading << 1) | ((left >> 2) & 1));
      // The digits of an exponent, which no second exponent may follow.
      const powers = digits & (behindExponent | behindSign) & ~wholes;
      const powerSum = digits + powers;
      const powerEnds = powerSum + ((left >> 3) & 1);
      faults =
        (rare & ~(exponents | signs)) |
        (signs & ~(behindExponent | leading)) |
        (behindExponent & ~(digits | signs)) |
        (behindSign & ~digits) |
        (exponents & (powerEnds | ~((digits << 1) | carry.afterDigit)));
      carry.exponent =
        (exponents >> 63) |
        ((signs >> 63) << 1) |
        ((leading >> 63) << 2) |
        ((u64(powerSum < digits) | u64(powerEnds < powerSum)) << 3);
    }
    // What follows the digits in front of a dot.
    const wholeSum = digits + wholes;
    const wholeEnds = wholeSum + carry.afterWhole;
    const zeros = wholes & Block.equals(a, b, c, d, Byte.Zero);
    faults |=
      (firsts & ~starts) |
      (((dots << 1) | carry.afterDot) & ~digits) |
      (dots & ~wholeEnds) |
      (((zeros << 1) | carry.afterZero) & digits);
    carry.afterWhole = u64(wholeSum < digits) | u64(wholeEnds < wholeSum);
    carry.afterDigit = digits >> 63;
    carry.afterDot = dots >> 63;
    carry.afterZero = zeros >> 63;
    carry.afterNumber = numbers >> 63;
    carry.afterScalar = scalars >> 63;
    return faults;
  }

  /** Returns the bytes that are escaped, and notes faults in escapes. */
  @inline
  static escapedBytes(a: v128, b: v128, c: v128, d: v128): u64 {
    const isEscaped = carry.isEscaped;
    const backslashes = Block.equals(a, b, c, d, Byte.Backslash);
    const first = isEscaped & 1;
    const codes = Block.escapeCodes(backslashes, first);
    const escaped = codes ^ (backslashes | first);
    const others = escaped & ~Block.escapes(a, b, c, d);
    carry.isEscaped = (codes & backslashes) >> 63;
    carry.faults = others;
    if ((others | (isEscaped >> 1)) != 0) {
      carry.faults = unitFaults(a, b, c, d, others, isEscaped >> 1);
    }
    return escaped;
  }

  /** Tells whether a block is UTF-8, given the bytes before it; its end may be cut. */
  @inline
  static isUtf8(before: v128, a: v128, b: v128, c: v128, d: v128): bool {
    const faults = v128.or(
      v128.or(Utf8Block.faults(before, a), Utf8Block.faults(a, b)),
      v128.or(Utf8Block.faults(b, c), Utf8Block.faults(c, d)),
    );
    return !v128.any_true(faults);
  }
}

/**
 * Returns faults in escapes by four digits. `others` are the escaped bytes that are in no escape by
 * a letter, and `left` must be digits of an escape that began in the block before.
 */
function unitFaults(
  a: v128,
  b: v128,
  c: v128,
  d: v128,
  others: u64,
  left: u64,
): u64 {
  const units = others & Block.equals(a, b, c, d, Byte.LowerU);
  const digits = (units << 1) | (units << 2) | (units << 3) | (units << 4);
  // Bit 0 is for the first byte's escape, the others are for digits.
  const last = units >> 60;
  const more = (last >> 3) | (last >> 2) | (last >> 1) | last;
  carry.isEscaped |= more << 1;
  const due = digits | left;
  return (others ^ units) | (due & ~Block.hexadecimals(a, b, c, d));
}

/** Goes over what begins and ends lists and objects; false where they do not match. */
function goOverBrackets(block: usize, brackets: u64): bool {
  const most = carry.most;
  let open = carry.open;
  let levels = carry.levels;
  let objects = carry.objects;
  let openers: u64 = 0;
  let braces: u64 = 0;
  for (let rest = brackets; rest != 0; rest &= rest - 1) {
    const index = ctz(rest);
    const byte: u64 = load<u8>(block + <usize>index);
    const isObject = (byte >> 5) & 1;
    const outer = levels;
    if ((byte & 6) == 2) {
      if (open >= most) return false;
      Levels.keep(open, levels);
      levels = (levels << 1) | isObject;
      open++;
      openers |= (<u64>1) << index;
      braces |= isObject << index;
    } else {
      // It may also be another byte, which cannot stand here.
      if ((byte & 6) != 4) return false;
      if (((outer ^ isObject) & 1) != 0) return false;
      open--;
      if (open == 0) {
        carry.ends = ((<u64>2) << index) - 1;
        break;
      }
      levels = Levels.kept(open, levels >> 1);
    }
    objects ^= (0 - ((outer ^ levels) & 1)) & ((<u64>-2) << index);
  }
  carry.open = open;
  carry.levels = levels;
  carry.objects = objects;
  carry.openers = openers;
  carry.braces = braces;
  return true;
}

/**
 * Returns the letters of words, given where they may begin, and keeps those in the next
 * block; all bits where one is none. What begins with a sign is left out.
 */
function lettersOf(block: usize, starts: u64, limit: usize): u64 {
  let letters: u64 = 0;
  for (let rest = starts; rest != 0; rest &= rest - 1) {
    const index = <usize>ctz(rest);
    const word = block + index;
    if (load<u8>(word) == Byte.Minus) continue;
    if (word + 5 > limit) return ALL;
    const four = load<u32>(word);
    const isFalse = u32(four == FALS);
    const isWord =
      u32(four == TRUE) |
      u32(four == NULL) |
      (isFalse & u32(load<u8>(word, 4) == Byte.LowerE));
    if (isWord == 0) return ALL;
    const bits: u64 = (16 << isFalse) - 1;
    letters |= bits << index;
    carry.letters |= (bits >> 1) >> (63 - index);
  }
  return letters;
}

/** Tells whether lists and objects that end without a value are empty, given their ends. */
function areEmpty(block: usize, ends: u64): bool {
  for (let rest = ends; rest != 0; rest &= rest - 1) {
    const end = block + <usize>ctz(rest);
    let at = end - 1;
    while (<i32>load<u8>(at) <= Byte.Space) at--;
    // The byte that ends it is two above the one that begins it.
    if (load<u8>(at) + 2 != load<u8>(end)) return false;
  }
  return true;
}

/** Puts the last bytes of a document in front of white space; returns where they are. */
function lastBlock(at: usize, end: usize): usize {
  v128.store(LAST, v128.load(end - 64));
  v128.store(LAST, v128.load(end - 64, 16), 16);
  v128.store(LAST, v128.load(end - 64, 32), 32);
  v128.store(LAST, v128.load(end - 64, 48), 48);
  const space = i8x16.splat(<i8>Byte.Space);
  for (let i: usize = 64; i < 144; i += 16) v128.store(LAST + i, space);
  return LAST + 64 - (end - at);
}
