import {
  allocateSmall,
  freeSmall,
} from "proxy-wasm-as/assembly/abi/small-blocks";
import { liveBlocks } from "../node";

const COUNT = 200;

/** A size from 1 to 2,000 that looks like none in particular. */
function sizeOf(i: i32): i32 {
  return 1 + ((i * 7919) % 2_000);
}

describe("allocateSmall", () => {
  test("allocateSmall returns the block that freeSmall was given last, where it fits", () => {
    const sizes: i32[] = [1, 12, 13, 28, 29, 500, 1_004, 1_005, 1_020];
    for (let i = 0; i < sizes.length; i++) {
      const block = allocateSmall(sizes[i]);
      freeSmall(block);
      expect(allocateSmall(sizes[i])).toBe(block);
      freeSmall(block);
    }
  });

  test("allocateSmall returns another block for one byte more than fits", () => {
    const block = allocateSmall(28);
    freeSmall(block);
    const larger = allocateSmall(29);
    expect(larger).not.toBe(block);
    freeSmall(larger);
  });

  test("allocateSmall returns no block twice", () => {
    const first = allocateSmall(20);
    const second = allocateSmall(20);
    freeSmall(first);
    freeSmall(second);
    expect(allocateSmall(20)).toBe(second);
    expect(allocateSmall(20)).toBe(first);
    const third = allocateSmall(20);
    expect(third).not.toBe(first);
    expect(third).not.toBe(second);
    freeSmall(first);
    freeSmall(second);
    freeSmall(third);
  });

  test("allocateSmall returns blocks that hold what is asked for, of every size", () => {
    const blocks: usize[] = [];
    for (let turn = 0; turn < 5; turn++) {
      for (let i = 0; i < COUNT; i++) {
        const block = allocateSmall(sizeOf(i + turn));
        memory.fill(block, <u8>i, sizeOf(i + turn));
        blocks.push(block);
      }
      let kept = 0;
      for (let i = 0; i < COUNT; i++) {
        const end = blocks[i] + sizeOf(i + turn) - 1;
        if (load<u8>(blocks[i]) == <u8>i && load<u8>(end) == <u8>i) kept++;
        freeSmall(blocks[i]);
      }
      expect(kept).toBe(COUNT);
      blocks.length = 0;
    }
  });
});

describe("freeSmall", () => {
  test("freeSmall keeps a block of up to 1,020 bytes, and gives back a larger one", () => {
    const small = allocateSmall(1_020);
    const large = allocateSmall(1_021);
    // Nothing that allocates may stand between.
    const before = liveBlocks();
    freeSmall(small);
    const afterSmall = liveBlocks();
    freeSmall(large);
    const afterLarge = liveBlocks();
    expect(afterSmall).toBe(before);
    expect(afterLarge).toBe(before - 1);
  });

  test("freeSmall keeps 4,096 blocks, and gives back all others", () => {
    const blocks: usize[] = [];
    for (let i = 0; i < 5_000; i++) blocks.push(allocateSmall(40));
    for (let i = 0; i < 4_500; i++) freeSmall(blocks[i]);
    const before = liveBlocks();
    for (let i = 4_500; i < 5_000; i++) freeSmall(blocks[i]);
    expect(liveBlocks()).toBe(before - 500);
  });
});
