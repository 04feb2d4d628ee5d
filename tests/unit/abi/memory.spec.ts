import {
  allocate,
  dropBlock,
  outAddress,
  outSize,
  outU32,
  outU64,
  takeBuffer,
  takeBytes,
  takeNumber,
  takeText,
  wantBuffer,
} from "proxy-wasm-as/assembly/abi/memory";
import { scratch } from "proxy-wasm-as/assembly/abi/scratch";
import { blocksLost } from "../blocks";
import { arrayHex, bufferHex } from "../bytes";
import { liveBlocks } from "../node";

/** Answers as a host does. */
function answer(text: string): void {
  const bytes = Uint8Array.wrap(String.UTF8.encode(text));
  const block = allocate(bytes.length);
  memory.copy(block, bytes.dataStart, bytes.length);
  store<u32>(outAddress(), <u32>block);
  store<u32>(outSize(), bytes.length);
}

/** Drops a block, as whoever the host answers. */
function drop(block: usize): void {
  store<u32>(outAddress(), <u32>block);
  dropBlock();
}

describe("allocate", () => {
  test("allocate never answers 0 and aligns for every type", () => {
    for (let size: usize = 0; size < 40; size++) {
      const block = allocate(size);
      expect(block).not.toBe(0);
      expect(block & 7).toBe(0);
      drop(block);
    }
  });

  test("allocate gives the same block again once it is dropped, and no block twice", () => {
    const short = allocate(256);
    const other = allocate(256);
    expect(other).not.toBe(short);
    drop(short);
    expect(allocate(1)).toBe(short);
    drop(other);
    expect(allocate(1)).not.toBe(short);
    drop(short);
  });

  test("allocate gives a block of its own for more than 256 bytes", () => {
    const before = liveBlocks();
    const long = allocate(257);
    const between = liveBlocks();
    drop(long);
    const after = liveBlocks();
    expect(between).toBe(before + 1);
    expect(after).toBe(before);
  });
});

describe("out-parameters", () => {
  test("outAddress clears both", () => {
    store<u64>(outAddress(), 0x1122334455667788);
    expect(outU64()).toBe(0x1122334455667788);
    expect(outU32()).toBe(0x55667788);
    expect(load<u32>(outSize())).toBe(0x11223344);
    outAddress();
    expect(outU64()).toBe(0);
  });
});

describe("takers of a block", () => {
  test("takeText, takeBytes and takeBuffer read the block", () => {
    answer("é");
    expect(takeText()).toBe("é");
    answer("é");
    expect(arrayHex(takeBytes())).toBe("c3a9");
    answer("é");
    expect(bufferHex(takeBuffer())).toBe("c3a9");
  });

  test("takeText, takeBytes and takeBuffer are empty where nothing was written", () => {
    outAddress();
    expect(takeText()).toBe("");
    expect(takeBytes().length).toBe(0);
    expect(takeBuffer().byteLength).toBe(0);
  });

  test("takeBuffer gives the very block where a buffer was wanted, and only then", () => {
    wantBuffer();
    answer("text");
    const block: usize = outU32();
    const buffer = takeBuffer();
    expect(changetype<usize>(buffer)).toBe(block);
    expect(bufferHex(buffer)).toBe("74657874");
    answer("text");
    expect(changetype<usize>(takeBuffer())).not.toBe(<usize>outU32());
  });

  test("takeBuffer shortens a buffer of which the host needs less than it asked for", () => {
    wantBuffer();
    answer("text");
    store<u32>(outSize(), 2);
    expect(bufferHex(takeBuffer())).toBe("7465");
  });

  test("takeBuffer is empty where a buffer was wanted and nothing was written", () => {
    outAddress();
    wantBuffer();
    expect(takeBuffer().byteLength).toBe(0);
    const before = liveBlocks();
    drop(allocate(1000));
    expect(liveBlocks()).toBe(before);
  });

  test("buffers that were wanted are collected", () => {
    const lost = blocksLost(() => {
      wantBuffer();
      answer("text");
      takeBytes();
    });
    expect(lost).toBe(0);
  });

  test("dropBlock frees the block", () => {
    answer("text".repeat(100));
    const before = liveBlocks();
    dropBlock();
    expect(liveBlocks()).toBe(before - 1);
  });

  test("dropBlock frees nothing where nothing was written", () => {
    outAddress();
    const before = liveBlocks();
    dropBlock();
    expect(liveBlocks()).toBe(before);
  });
});

describe("scratch", () => {
  test("scratch has room for what is asked, and is one block", () => {
    scratch(1);
    const sizes: usize[] = [0, 1, 256, 257, 0x10000, 0x10001, 0x100000, 1];
    for (let i = 0; i < sizes.length; i++) {
      const before = liveBlocks();
      const at = scratch(sizes[i]);
      expect(liveBlocks()).toBe(before);
      expect(at).not.toBe(0);
      memory.fill(at, 0xee, sizes[i]);
    }
  });

  test("scratch stays where it is while it has room", () => {
    const at = scratch(1_000);
    expect(scratch(10)).toBe(at);
    expect(scratch(1_000)).toBe(at);
  });

  test("scratch gives up a large buffer when a small one will do", () => {
    scratch(10 << 20);
    const pages = memory.size();
    scratch(1);
    // Fits only where the large one was.
    const large = heap.alloc(9 << 20);
    expect(memory.size()).toBe(pages);
    heap.free(large);
  });
});

describe("takeNumber", () => {
  test("takeNumber reads a block of the number's own size", () => {
    answer("abcd");
    expect(takeNumber<u32>(7)).toBe(0x64636261);
    answer("abcd");
    expect(takeNumber<u64>(7)).toBe(7);
    answer("");
    expect(takeNumber<u32>(7)).toBe(7);
    outAddress();
    expect(takeNumber<u32>(7)).toBe(7);
  });

  test("takeNumber frees every block", () => {
    const lost = blocksLost(() => {
      answer("abcd");
      takeNumber<u32>(7);
      answer("abcd");
      takeNumber<u64>(7);
    });
    expect(lost).toBe(0);
  });
});
