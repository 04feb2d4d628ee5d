import { Byte } from "./bytes";

/** Every second bit, from the second on. */
const ODD: u64 = 0xaaaa_aaaa_aaaa_aaaa;

/**
 * Masks of the 64 bytes in four vectors, a bit for each byte, the first byte's the lowest; a
 * class, as only methods can be `@inline`.
 */
export abstract class Block {
  /** Returns the highest bit of each byte. */
  @inline
  static mask(a: v128, b: v128, c: v128, d: v128): u64 {
    const low = (<u32>i8x16.bitmask(a)) | ((<u32>i8x16.bitmask(b)) << 16);
    const high = (<u32>i8x16.bitmask(c)) | ((<u32>i8x16.bitmask(d)) << 16);
    return (<u64>low) | ((<u64>high) << 32);
  }

  /** Marks the bytes that are this one. */
  @inline
  static equals(a: v128, b: v128, c: v128, d: v128, byte: i32): u64 {
    const wanted = i8x16.splat(<i8>byte);
    return Block.mask(
      i8x16.eq(a, wanted),
      i8x16.eq(b, wanted),
      i8x16.eq(c, wanted),
      i8x16.eq(d, wanted),
    );
  }

  /** Returns a number that is not 0 where one of the bytes is a backslash. */
  @inline
  static anyBackslash(a: v128, b: v128, c: v128, d: v128): u64 {
    const wanted = i8x16.splat(<i8>Byte.Backslash);
    return <u32>(
      i8x16.bitmask(
        v128.or(
          v128.or(i8x16.eq(a, wanted), i8x16.eq(b, wanted)),
          v128.or(i8x16.eq(c, wanted), i8x16.eq(d, wanted)),
        ),
      )
    );
  }

  /** Tells whether one of the bytes is not ASCII. */
  @inline
  static hasNotAscii(a: v128, b: v128, c: v128, d: v128): bool {
    return i8x16.bitmask(v128.or(v128.or(a, b), v128.or(c, d))) != 0;
  }

  /** Tells whether one of the bytes is a control character. */
  @inline
  static hasControl(a: v128, b: v128, c: v128, d: v128): bool {
    const least = i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d));
    return i8x16.bitmask(Block.isAtMost(least, Byte.Space - 1)) != 0;
  }

  /** Marks the control characters. */
  @inline
  static controls(a: v128, b: v128, c: v128, d: v128): u64 {
    return Block.mask(
      Block.isAtMost(a, Byte.Space - 1),
      Block.isAtMost(b, Byte.Space - 1),
      Block.isAtMost(c, Byte.Space - 1),
      Block.isAtMost(d, Byte.Space - 1),
    );
  }

  /** Marks the white space. */
  @inline
  static spaces(a: v128, b: v128, c: v128, d: v128): u64 {
    return Block.mask(
      Block.isSpace(a),
      Block.isSpace(b),
      Block.isSpace(c),
      Block.isSpace(d),
    );
  }

  /** Marks `[]{}`, and bytes that JSON has in texts alone: `Y_y` and 7f. */
  @inline
  static brackets(a: v128, b: v128, c: v128, d: v128): u64 {
    // The bits in which the four differ.
    const bits = i8x16.splat(0x26);
    return Block.equals(
      v128.or(a, bits),
      v128.or(b, bits),
      v128.or(c, bits),
      v128.or(d, bits),
      0x7f,
    );
  }

  /** Marks the digits. */
  @inline
  static digits(a: v128, b: v128, c: v128, d: v128): u64 {
    return Block.mask(
      Block.isDigit(a),
      Block.isDigit(b),
      Block.isDigit(c),
      Block.isDigit(d),
    );
  }

  /** Marks the letter e, large or small. */
  @inline
  static exponents(a: v128, b: v128, c: v128, d: v128): u64 {
    const small = i8x16.splat(0x20);
    return Block.equals(
      v128.or(a, small),
      v128.or(b, small),
      v128.or(c, small),
      v128.or(d, small),
      Byte.LowerE,
    );
  }

  /** Marks what may follow a backslash, except for `u`. */
  @inline
  static escapes(a: v128, b: v128, c: v128, d: v128): u64 {
    return Block.mask(
      Block.isEscape(a),
      Block.isEscape(b),
      Block.isEscape(c),
      Block.isEscape(d),
    );
  }

  /** Marks the hexadecimal digits. */
  @inline
  static hexadecimals(a: v128, b: v128, c: v128, d: v128): u64 {
    return Block.mask(
      Block.isHexadecimal(a),
      Block.isHexadecimal(b),
      Block.isHexadecimal(c),
      Block.isHexadecimal(d),
    );
  }

  /**
   * Returns what tells escaped bytes, as simdjson does: combined with the backslashes by
   * `&` it gives those that escape, and by `^` what they escape. `isEscaped` is a bit: whether
   * the first byte is escaped by the block before.
   */
  @inline
  static escapeCodes(backslashes: u64, isEscaped: u64): u64 {
    // The difference carries through each run of backslashes, so that every second one of
    // it is set, from its first one on.
    const begins = backslashes & ~isEscaped;
    return (((begins << 1) | ODD) - begins) ^ ODD;
  }

  /** Returns for each bit whether an odd number of bits is set up to it. */
  @inline
  static parity(bits: u64): u64 {
    const two = bits ^ (bits << 1);
    const four = two ^ (two << 2);
    const eight = four ^ (four << 4);
    const sixteen = eight ^ (eight << 8);
    const half = sixteen ^ (sixteen << 16);
    return half ^ (half << 32);
  }

  /** Returns the upper half of each byte. */
  @inline
  static upper(bytes: v128): v128 {
    return v128.and(i16x8.shr_u(bytes, 4), i8x16.splat(15));
  }

  @inline
  private static isAtMost(bytes: v128, most: i32): v128 {
    const limit = i8x16.splat(<i8>most);
    return i8x16.eq(i8x16.min_u(bytes, limit), bytes);
  }

  @inline
  private static isSpace(bytes: v128): v128 {
    // Each white space at the index of its lower half; 0 at the others matches no byte.
    const spaces = i8x16(32, 0, 0, 0, 0, 0, 0, 0, 0, 9, 10, 0, 0, 13, 0, 0);
    const low = v128.and(bytes, i8x16.splat(15));
    return i8x16.eq(bytes, i8x16.swizzle(spaces, low));
  }

  @inline
  private static isDigit(bytes: v128): v128 {
    return Block.isAtMost(i8x16.sub(bytes, i8x16.splat(<i8>Byte.Zero)), 9);
  }

  @inline
  private static isEscape(bytes: v128): v128 {
    // A bit for each upper half of a byte: "/ are 2, \ is 5, bfn are 6, rt are 7.
    const lows = i8x16(0, 0, 13, 0, 8, 0, 4, 0, 0, 0, 0, 0, 2, 0, 4, 1);
    const highs = i8x16(0, 0, 1, 0, 0, 2, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0);
    const bits = v128.and(
      i8x16.swizzle(lows, v128.and(bytes, i8x16.splat(15))),
      i8x16.swizzle(highs, Block.upper(bytes)),
    );
    return i8x16.ne(bits, i8x16.splat(0));
  }

  @inline
  private static isHexadecimal(bytes: v128): v128 {
    const letters = v128.or(bytes, i8x16.splat(0x20));
    const isLetter = Block.isAtMost(
      i8x16.sub(letters, i8x16.splat(<i8>Byte.LowerA)),
      5,
    );
    return v128.or(Block.isDigit(bytes), isLetter);
  }
}
