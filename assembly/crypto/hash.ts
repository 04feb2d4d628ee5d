import { encodedRoom, encode } from "../abi/utf8";
import { scratch } from "../abi/scratch";

/** Where the words of a state are; the parts of a block follow them. */
const STATE_ROOM: usize = 64;

/**
 * A hash that takes its bytes in parts: `Sha1`, `Sha256`, `Sha384` or `Sha512`.
 *
 * ```ts
 * class Digest extends HttpContext {
 *   private readonly hash: Hash = new Sha256();
 *   onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     this.hash.update(this.request.body.bytes());
 *     if (endOfStream) log.info(hexEncode(this.hash.digest()));
 *     return FilterDataStatus.Continue;
 *   }
 * }
 * registerHttpContext<Digest>("digest");
 * ```
 */
export abstract class Hash {
  /** The state, and the beginning of a block that is not whole yet. */
  private readonly sdkRoom: StaticArray<u8>;
  /** How many bytes there were. */
  private sdkSize: u64 = 0;

  /** The SDK's own. */
  constructor(
    /** How many bytes the hash takes at a time. */
    readonly blockSize: i32,
    /** How many bytes the digest has. */
    readonly digestSize: i32,
  ) {
    this.sdkRoom = new StaticArray<u8>(<i32>STATE_ROOM + blockSize);
    this.sdkBegin(this.sdkState);
  }

  /** Adds bytes; returns itself. */
  update(bytes: Uint8Array): Hash {
    this.sdkAdd(bytes.dataStart, bytes.length);
    return this;
  }

  /** Adds a text as UTF-8; returns itself. */
  updateText(text: string): Hash {
    const at = scratch(encodedRoom(text));
    this.sdkAdd(at, encode(text, at));
    return this;
  }

  /** Returns the hash of all that was added, and is as new then. */
  digest(): Uint8Array {
    const bytes = new Uint8Array(this.digestSize);
    this.sdkFinish(bytes.dataStart);
    this.sdkReset();
    return bytes;
  }

  /** The address of the state. */
  get sdkState(): usize {
    return changetype<usize>(this.sdkRoom);
  }

  /** Forgets what was added. */
  sdkReset(): void {
    this.sdkSize = 0;
    this.sdkBegin(this.sdkState);
  }

  /** Goes on from the state of another of the same kind, after `size` bytes in whole blocks. */
  sdkGoOnFrom(state: usize, size: u64): void {
    memory.copy(this.sdkState, state, STATE_ROOM);
    this.sdkSize = size;
  }

  /** Adds bytes in memory. */
  sdkAdd(from: usize, size: usize): void {
    const blockSize = <usize>this.blockSize;
    const block = this.sdkState + STATE_ROOM;
    const held = (<usize>this.sdkSize) & (blockSize - 1);
    this.sdkSize += size;
    let at = from;
    const end = from + size;
    if (held != 0) {
      const count = min(size, blockSize - held);
      memory.copy(block + held, at, count);
      at += count;
      if (held + count < blockSize) return;
      this.sdkCompress(this.sdkState, block, block + blockSize);
    }
    const whole = at + ((end - at) & ~(blockSize - 1));
    if (at < whole) this.sdkCompress(this.sdkState, at, whole);
    memory.copy(block, whole, end - whole);
  }

  /** Ends the bytes and writes the digest. */
  sdkFinish(target: usize): void {
    const blockSize = <usize>this.blockSize;
    const state = this.sdkState;
    const block = state + STATE_ROOM;
    // The size in bits is in the last eighth of the last block.
    const last = blockSize - (blockSize >> 3);
    let held = (<usize>this.sdkSize) & (blockSize - 1);
    store<u8>(block + held++, 0x80);
    if (held > last) {
      memory.fill(block + held, 0, blockSize - held);
      this.sdkCompress(state, block, block + blockSize);
      held = 0;
    }
    memory.fill(block + held, 0, blockSize - held);
    store<u64>(block + blockSize - 8, bswap(this.sdkSize << 3));
    this.sdkCompress(state, block, block + blockSize);
    this.sdkWrite(state, target);
  }

  /** Sets a state to that of no bytes. */
  protected abstract sdkBegin(state: usize): void;

  /** Adds whole blocks to a state. */
  protected abstract sdkCompress(state: usize, from: usize, end: usize): void;

  /** Writes a state as a digest. */
  protected abstract sdkWrite(state: usize, target: usize): void;
}

/** Copies an even number of words of 32 bits from or to a text, where they are big endian. */
export function copyWords32(from: usize, to: usize, count: usize): void {
  for (let i: usize = 0; i < count << 2; i += 8) {
    const pairs = load<u64>(from + i);
    const swapped =
      ((pairs >> 8) & 0x00ff_00ff_00ff_00ff) |
      ((pairs & 0x00ff_00ff_00ff_00ff) << 8);
    const words =
      ((swapped >> 16) & 0x0000_ffff_0000_ffff) |
      ((swapped & 0x0000_ffff_0000_ffff) << 16);
    store<u64>(to + i, words);
  }
}

/** As `copyWords32`, of 64 bits. */
export function copyWords64(from: usize, to: usize, count: usize): void {
  for (let i: usize = 0; i < count << 3; i += 8) {
    store<u64>(to + i, bswap(load<u64>(from + i)));
  }
}
