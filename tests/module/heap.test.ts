import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";
import { instantiate, numbersFrom, type Instance } from "./instance.ts";

const PAGE = 65_536;

/** A module's heap, with a note of what each block should have in it. */
class Heap {
  readonly #blocks = new Map<number, { size: number; fill: number }>();
  readonly #instance: Instance;

  private constructor(instance: Instance) {
    this.#instance = instance;
  }

  static async load(): Promise<Heap> {
    return new Heap(
      await instantiate(await compile("tests/module/filters/heap.ts")),
    );
  }

  get pages(): number {
    return this.#instance.memory.buffer.byteLength / PAGE;
  }

  get addresses(): number[] {
    return [...this.#blocks.keys()];
  }

  allocate(size: number): number {
    const block = this.#instance.call("allocate", size) >>> 0;
    this.#note(block, size);
    return block;
  }

  reallocate(block: number, size: number): number {
    const before = this.#check(block).slice(0, size);
    const moved = this.#instance.call("reallocate", block, size) >>> 0;
    assert.deepEqual(this.#bytes(moved, before.length), before);
    this.#blocks.delete(block);
    this.#note(moved, size);
    return moved;
  }

  get isWhole(): boolean {
    return this.#instance.call("isWhole") === 1;
  }

  free(block: number): void {
    this.#check(block);
    this.#blocks.delete(block);
    this.#instance.call("free", block);
  }

  /** Fills a block, and so finds one that overlaps another. */
  #note(block: number, size: number): void {
    assert.equal(block % 16, 0, "blocks are 16-aligned");
    assert.ok(!this.#blocks.has(block), "a block is given once");
    const fill = (block >>> 4) % 251;
    this.#bytes(block, size).fill(fill);
    this.#blocks.set(block, { size, fill });
  }

  #check(block: number): Uint8Array {
    const { size, fill } = this.#blocks.get(block)!;
    const bytes = this.#bytes(block, size);
    assert.ok(
      bytes.every((byte) => byte === fill),
      "a block is its owner's",
    );
    return bytes.slice();
  }

  #bytes(block: number, size: number): Uint8Array {
    return new Uint8Array(this.#instance.memory.buffer, block, size);
  }
}

/** A size that is mostly small, at times large, at times at a border. */
function sizeFrom(next: () => number): number {
  const kind = next();
  if (kind < 0.7) return Math.floor(next() * 200);
  if (kind < 0.9) return 2 ** Math.floor(next() * 15) + Math.floor(next() * 24);
  return Math.floor(next() * 50_000);
}

for (let seed = 1; seed <= 4; seed++) {
  test(`heap keeps blocks apart in 20,000 steps at random, seed ${seed}`, async () => {
    const next = numbersFrom(seed);
    const heap = await Heap.load();
    for (let step = 0; step < 20_000; step++) {
      const { addresses } = heap;
      const block = addresses[Math.floor(next() * addresses.length)];
      // As many at once as 300 at most: what is free is taken again.
      if (block === undefined || next() * 300 > addresses.length) {
        heap.allocate(sizeFrom(next));
      } else if (next() < 0.2) heap.reallocate(block, sizeFrom(next));
      else heap.free(block);
      assert.ok(heap.isWhole, `step ${step}`);
    }
    for (const block of heap.addresses) heap.free(block);
    assert.ok(heap.pages <= 128, `${heap.pages} pages`);
  });
}

test("heap returns the block of a size that was freed last", async () => {
  const heap = await Heap.load();
  for (const size of [1, 12, 13, 28, 29, 500, 1_020, 1_021, 5_000, 100_000]) {
    const block = heap.allocate(size);
    heap.allocate(size);
    heap.free(block);
    assert.equal(heap.allocate(size), block, String(size));
  }
});

test("heap merges what is free where no block is large enough", async () => {
  const heap = await Heap.load();
  const blocks = Array.from({ length: 10_000 }, () => heap.allocate(28));
  const { pages } = heap;
  for (const block of blocks) heap.free(block);
  // Most of it in one piece: more than the memory that was never used.
  heap.allocate(9_000 * 32 - 4);
  assert.equal(heap.pages, pages);
});

test("heap merges around blocks that are used", async () => {
  const heap = await Heap.load();
  const blocks = Array.from({ length: 20_000 }, () => heap.allocate(28));
  const { pages } = heap;
  // Pieces of 320 bytes, of which each tenth block stays.
  for (const [i, block] of blocks.entries()) if (i % 10 !== 0) heap.free(block);
  for (let i = 0; i < 1_900; i++) heap.allocate(280);
  assert.equal(heap.pages, pages);
});

test("heap grows rather than merges over and over where little is free", async () => {
  const heap = await Heap.load();
  const blocks = Array.from({ length: 40_000 }, () => heap.allocate(60));
  for (let i = 0; i < 100; i++) {
    for (const block of blocks.splice(0, 2)) heap.free(block);
    heap.allocate(100);
  }
  for (const block of heap.addresses) heap.free(block);
  const { pages } = heap;
  heap.allocate((pages / 2) * PAGE);
  assert.equal(heap.pages, pages);
});

test("heap gives back what a large block has beyond a small one", async () => {
  const heap = await Heap.load();
  const large = heap.allocate(60_000);
  const { pages } = heap;
  heap.free(large);
  for (let i = 0; i < 900; i++) heap.allocate(60);
  assert.equal(heap.pages, pages);
});

test("heap.free does nothing for 0 and for static memory", async () => {
  const { call } = await instantiate(
    await compile("tests/module/filters/heap.ts"),
  );
  call("free", 0);
  const block = call("staticBlock");
  call("free", block);
  assert.notEqual(call("allocate", 4), block);
});

test("heap.realloc copies static memory", async () => {
  const { memory, call } = await instantiate(
    await compile("tests/module/filters/heap.ts"),
  );
  const block = call("staticBlock");
  const moved = call("reallocate", block, 4);
  assert.notEqual(moved, block);
  assert.deepEqual([...new Uint8Array(memory.buffer, moved, 4)], [1, 2, 3, 4]);
});
