/**
 * The memory that the module shares with the host.
 *
 * A host that answers with bytes calls the module's `malloc`, writes there, and
 * reports the address and the size through two out-parameters:
 *
 *     out  ┌──────────────┬──────────────┐
 *          │ address: u32 │  size: u32   │   static, 8 bytes
 *          └──────┬───────┴──────────────┘
 *                 └──► block from malloc, owned by whoever takes it
 *
 * It writes them only with an Ok, so they are cleared before every call, and where a
 * callback within a call ends; a call in which the host may call back has parameters of
 * its own, see `giveOut`. A block
 * that is taken by `takeBytes`, `takeText` or `takeBuffer` is freed there. Where a
 * block may be large, `wantBuffer` has the host write into a buffer of the
 * collector's, which is taken as it is.
 */
import { decode } from "./utf8";

const OUT = memory.data(8, 8);

// The index of a function, set while a buffer is wanted. In a module that wants
// none nothing sets it, and the compiler sees that it stays 0.
let makeBlock: u32 = 0;

/** The buffer that the host was last given; 0 once it is taken. */
let given: usize = 0;

const SHORT_SIZE: usize = 256;

/** A block for short answers, one at a time: the memory manager takes longer. */
const SHORT = memory.data(256, 8);

/** Whether the short block is the host's, or waits to be taken; static memory. */
const IS_SHORT_USED = memory.data(4, 4);

/** Serves the host's `malloc`; never answers 0, even for 0 bytes. */
export function allocate(size: usize): usize {
  const make = makeBlock;
  if (make != 0) return call_indirect<usize>(make, size);
  if (size > SHORT_SIZE || load<u32>(IS_SHORT_USED) != 0) {
    return heap.alloc(size);
  }
  store<u32>(IS_SHORT_USED, 1);
  return SHORT;
}

/** Has the next block of the host be a buffer, which `takeBuffer` is to take. */
export function wantBuffer(): void {
  // One that an earlier call left may have been collected since.
  given = 0;
  makeBlock = giveBuffer.index;
}

function giveBuffer(size: usize): usize {
  makeBlock = 0;
  given = __new(size, idof<ArrayBuffer>());
  return given;
}

/** Clears the out-parameters and returns the address of the first. */
export function outAddress(): usize {
  clearOut();
  return OUT;
}

/**
 * Clears the out-parameters. A host that calls back within a call, and then writes
 * nothing, would otherwise answer that call by what a callback has read last.
 */
export function clearOut(): void {
  store<u64>(OUT, 0);
}

/** Returns the address of the second out-parameter. */
export function outSize(): usize {
  return OUT + 4;
}

/** Puts what the host wrote to parameters of a call's own where others are taken from. */
export function giveOut(addressAndSize: u64): void {
  store<u64>(OUT, addressAndSize);
}

/** Returns the number that the host wrote to the first out-parameter. */
export function outU32(): u32 {
  return load<u32>(OUT);
}

/** Returns the 64-bit number that the host wrote over both out-parameters. */
export function outU64(): u64 {
  return load<u64>(OUT);
}

/** Returns the address of the host's block, 0 where it wrote nothing. */
export function blockStart(): usize {
  return load<u32>(OUT);
}

/** Returns how many bytes the host's block has. */
export function blockSize(): usize {
  return load<u32>(OUT, 4);
}

/** Frees the host's block without a look at it, once. */
export function dropBlock(): void {
  const address: usize = load<u32>(OUT);
  clearOut();
  const own = given;
  given = 0;
  if (address == SHORT) store<u32>(IS_SHORT_USED, 0);
  else if (address != own) heap.free(address);
}

/**
 * Returns the host's block as a buffer of the collector's: the very one where one
 * was wanted, else a copy, and frees the block. An empty one where the host wrote
 * nothing.
 */
export function takeBuffer(): ArrayBuffer {
  const size: usize = load<u32>(OUT, 4);
  makeBlock = 0;
  const own = given;
  if (own != 0 && own == <usize>load<u32>(OUT)) {
    // The host may need less than it has asked for.
    const length = own - sizeof<u32>();
    store<u32>(length, min(<u32>size, load<u32>(length)));
    dropBlock();
    return changetype<ArrayBuffer>(own);
  }
  // The constructor would clear what is overwritten, and check a known length.
  const buffer = __new(size, idof<ArrayBuffer>());
  memory.copy(buffer, load<u32>(OUT), size);
  dropBlock();
  return changetype<ArrayBuffer>(buffer);
}

/** Copies the host's block into a byte array, and frees it. */
export function takeBytes(): Uint8Array {
  return Uint8Array.wrap(takeBuffer());
}

/** Decodes the host's block as UTF-8, and frees it. */
export function takeText(): string {
  const text = decode(load<u32>(OUT), load<u32>(OUT, 4));
  dropBlock();
  return text;
}

/**
 * Reads the host's block as a number, little endian, and frees it; `fallback` where
 * the block has another size.
 */
export function takeNumber<T>(fallback: T): T {
  const address: usize = load<u32>(OUT);
  const value = load<u32>(OUT, 4) == sizeof<T>() ? load<T>(address) : fallback;
  dropBlock();
  return value;
}
