import { Block } from "./block";

/**
 * UTF-8 in vectors, by the lookup of Keiser and Lemire (Validating UTF-8 in less than one
 * instruction per byte, 2021); a class, as only methods can be `@inline`.
 */
export abstract class Utf8Block {
  /** Returns a vector that is not 0 where bytes are not UTF-8, given those before them. */
  @inline
  static faults(before: v128, bytes: v128): v128 {
    const first = Utf8Block.behindOne(before, bytes);
    // Each bit is one way in which two bytes cannot follow each other. The highest one is
    // two that go on with a character, which is right in the third and fourth place.
    const firstHigh = i64x2(0x0202_0202_0202_0202, 0x4915_0121_8080_8080);
    const firstLow = i64x2(0xcbcb_cb8b_8383_a3e7, 0xcbcb_dbcb_cbcb_cbcb);
    const secondHigh = i64x2(0x0101_0101_0101_0101, 0x0101_0101_baba_aee6);
    const pairs = v128.and(
      v128.and(
        i8x16.swizzle(firstHigh, Block.upper(first)),
        i8x16.swizzle(firstLow, v128.and(first, i8x16.splat(15))),
      ),
      i8x16.swizzle(secondHigh, Block.upper(bytes)),
    );
    const goesOn = v128.or(
      i8x16.sub_sat_u(Utf8Block.behindTwo(before, bytes), i8x16.splat(0x60)),
      i8x16.sub_sat_u(Utf8Block.behindThree(before, bytes), i8x16.splat(0x70)),
    );
    return v128.xor(v128.and(goesOn, i8x16.splat(-128)), pairs);
  }

  /** Tells whether the last character goes on behind these bytes. */
  @inline
  static isCut(bytes: v128): bool {
    const most = i64x2(0xffff_ffff_ffff_ffff, 0xbfdf_efff_ffff_ffff);
    return v128.any_true(i8x16.sub_sat_u(bytes, most));
  }

  /** Returns for each byte the one just before it. */
  @inline
  private static behindOne(before: v128, bytes: v128): v128 {
    return i8x16.shuffle(
      before,
      bytes,
      15,
      16,
      17,
      18,
      19,
      20,
      21,
      22,
      23,
      24,
      25,
      26,
      27,
      28,
      29,
      30,
    );
  }

  /** Returns for each byte the one two bytes before it. */
  @inline
  private static behindTwo(before: v128, bytes: v128): v128 {
    return i8x16.shuffle(
      before,
      bytes,
      14,
      15,
      16,
      17,
      18,
      19,
      20,
      21,
      22,
      23,
      24,
      25,
      26,
      27,
      28,
      29,
    );
  }

  /** Returns for each byte the one three bytes before it. */
  @inline
  private static behindThree(before: v128, bytes: v128): v128 {
    return i8x16.shuffle(
      before,
      bytes,
      13,
      14,
      15,
      16,
      17,
      18,
      19,
      20,
      21,
      22,
      23,
      24,
      25,
      26,
      27,
      28,
    );
  }
}
