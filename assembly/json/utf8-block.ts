import { Block } from "./block";

/**
 * UTF-8 in vectors, by the lookup of Keiser and Lemire (Validating UTF-8 in less than one
 * instruction per byte, 2021); a class, as only methods can be `@inline`.
 */
export abstract class Utf8Block {
  /** Returns a vector that is not 0 where bytes are not UTF-8, given those before them. */
  @inline
  static faults(before: v128, bytes: v128): v128 {
    const first = i8x16.shuffle(
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
    const second = i8x16.shuffle(
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
    const third = i8x16.shuffle(
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
    // Each bit is one way in which two bytes cannot follow each other. The highest one is
    // two that go on with a character, which is right in the third and fourth place.
    const firstHigh = i8x16(
      2,
      2,
      2,
      2,
      2,
      2,
      2,
      2,
      -128,
      -128,
      -128,
      -128,
      0x21,
      1,
      0x15,
      0x49,
    );
    const firstLow = i8x16(
      -25,
      -93,
      -125,
      -125,
      -117,
      -53,
      -53,
      -53,
      -53,
      -53,
      -53,
      -53,
      -53,
      -37,
      -53,
      -53,
    );
    const secondHigh = i8x16(
      1,
      1,
      1,
      1,
      1,
      1,
      1,
      1,
      -26,
      -82,
      -70,
      -70,
      1,
      1,
      1,
      1,
    );
    const pairs = v128.and(
      v128.and(
        i8x16.swizzle(firstHigh, Block.upper(first)),
        i8x16.swizzle(firstLow, v128.and(first, i8x16.splat(15))),
      ),
      i8x16.swizzle(secondHigh, Block.upper(bytes)),
    );
    const goesOn = v128.or(
      i8x16.sub_sat_u(second, i8x16.splat(0x60)),
      i8x16.sub_sat_u(third, i8x16.splat(0x70)),
    );
    return v128.xor(v128.and(goesOn, i8x16.splat(-128)), pairs);
  }

  /** Tells whether the last character goes on behind these bytes. */
  @inline
  static isCut(bytes: v128): bool {
    const most = i8x16(
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      -1,
      -17,
      -33,
      -65,
    );
    return v128.any_true(i8x16.sub_sat_u(bytes, most));
  }
}
