import { Hash } from "./hash";
import { isSame } from "./timing-safe-equal";

/** The largest block of a hash. */
const MAX_BLOCK: i32 = 128;
/** The largest digest. */
const MAX_DIGEST: i32 = 64;
const STATE: i32 = 64;

/**
 * The HMAC (RFC 2104) of a key, by a hash: `new Hmac<Sha256>(key)`.
 *
 * The key is prepared once, in the constructor, so keep the object: a message then takes the
 * hash of itself and one block more.
 *
 * ```ts
 * const hmac = new Hmac<Sha256>(utf8Encode("secret"));
 * const message = utf8Encode("what to sign");
 * const signature = hmac.sign(message);
 * if (hmac.verify(message, signature)) log.info(hexEncode(signature));
 * ```
 */
export class Hmac<T extends Hash> {
  private readonly hash: T;
  /** The states after the blocks of the key: the inner and the outer one. */
  private readonly states: StaticArray<u8> = new StaticArray<u8>(2 * STATE);

  /** Prepares a key of any size; one that is longer than a block is hashed. */
  constructor(key: Uint8Array) {
    const hash = instantiate<T>();
    this.hash = hash;
    const size = hash.blockSize;
    const block = memory.data(MAX_BLOCK, 8);
    memory.fill(block, 0, size);
    if (key.length <= size) memory.copy(block, key.dataStart, key.length);
    else {
      hash.sdkAdd(key.dataStart, key.length);
      hash.sdkFinish(block);
      hash.sdkReset();
    }
    const states = changetype<usize>(this.states);
    mask(block, size, 0x36);
    hash.sdkAdd(block, size);
    memory.copy(states, hash.sdkState, STATE);
    mask(block, size, 0x36 ^ 0x5c);
    hash.sdkReset();
    hash.sdkAdd(block, size);
    memory.copy(states + STATE, hash.sdkState, STATE);
    memory.fill(block, 0, size);
    this.begin();
  }

  /** How many bytes a signature has. */
  get size(): i32 {
    return this.hash.digestSize;
  }

  /** Returns the signature of a message. */
  sign(message: Uint8Array): Uint8Array {
    this.begin();
    this.hash.sdkAdd(message.dataStart, message.length);
    return this.digest();
  }

  /** Tells whether a signature is that of a message, in a time that does not tell how much fits. */
  verify(message: Uint8Array, signature: Uint8Array): bool {
    this.begin();
    this.hash.sdkAdd(message.dataStart, message.length);
    const right = memory.data(MAX_DIGEST, 8);
    this.finish(right);
    return (
      signature.length == this.hash.digestSize &&
      isSame(right, signature.dataStart, signature.length)
    );
  }

  /** Adds a part of a message; returns itself. */
  update(bytes: Uint8Array): Hmac<T> {
    this.hash.sdkAdd(bytes.dataStart, bytes.length);
    return this;
  }

  /** Adds a text as UTF-8; returns itself. */
  updateText(text: string): Hmac<T> {
    this.hash.updateText(text);
    return this;
  }

  /** Returns the signature of all parts, and is ready for the next message. */
  digest(): Uint8Array {
    const bytes = new Uint8Array(this.hash.digestSize);
    this.finish(bytes.dataStart);
    return bytes;
  }

  private begin(): void {
    this.hash.sdkGoOnFrom(changetype<usize>(this.states), this.hash.blockSize);
  }

  private finish(target: usize): void {
    const hash = this.hash;
    hash.sdkFinish(target);
    hash.sdkGoOnFrom(changetype<usize>(this.states) + STATE, hash.blockSize);
    hash.sdkAdd(target, hash.digestSize);
    hash.sdkFinish(target);
    this.begin();
  }
}

function mask(block: usize, size: i32, pad: u8): void {
  for (let at = block; at < block + size; at++) {
    store<u8>(at, load<u8>(at) ^ pad);
  }
}
