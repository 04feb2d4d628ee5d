/**
 * The memory of a module, as host functions read and write it.
 *
 * An address outside of it reads as null and writes as false, which the host
 * answers with InvalidMemoryAccess. Text is one character per byte.
 *
 *     memory.text(at, size)?.toUpperCase();
 */
export class VmMemory {
  #memory: WebAssembly.Memory | null = null;
  #bytes = Buffer.alloc(0);

  /** Takes the module's memory, which exists only after the host functions do. */
  attach(memory: WebAssembly.Memory): void {
    this.#memory = memory;
  }

  get size(): number {
    return this.#current().length;
  }

  text(at: number, size: number): string | null {
    const bytes = this.#current();
    const start = at >>> 0;
    const end = start + (size >>> 0);
    return end > bytes.length ? null : bytes.toString("latin1", start, end);
  }

  /** A copy of the bytes. */
  bytes(at: number, size: number): Buffer | null {
    const bytes = this.#current();
    const start = at >>> 0;
    const end = start + (size >>> 0);
    return end > bytes.length ? null : Buffer.from(bytes.subarray(start, end));
  }

  u32(at: number): number | null {
    const bytes = this.#current();
    const start = at >>> 0;
    return start + 4 > bytes.length ? null : bytes.readUInt32LE(start);
  }

  setU32(at: number, value: number): boolean {
    const bytes = this.#current();
    const start = at >>> 0;
    if (start + 4 > bytes.length) return false;
    bytes.writeUInt32LE(value >>> 0, start);
    return true;
  }

  setU64(at: number, value: bigint): boolean {
    const bytes = this.#current();
    const start = at >>> 0;
    if (start + 8 > bytes.length) return false;
    bytes.writeBigUInt64LE(value, start);
    return true;
  }

  setText(at: number, text: string): boolean {
    const bytes = this.#current();
    const start = at >>> 0;
    if (start + text.length > bytes.length) return false;
    bytes.write(text, start, "latin1");
    return true;
  }

  setBytes(at: number, source: Uint8Array): boolean {
    const bytes = this.#current();
    const start = at >>> 0;
    if (start + source.length > bytes.length) return false;
    bytes.set(source, start);
    return true;
  }

  // A memory that has grown has another buffer.
  #current(): Buffer {
    const buffer = this.#memory?.buffer;
    if (buffer === undefined) return this.#bytes;
    if (this.#bytes.buffer !== buffer) this.#bytes = Buffer.from(buffer);
    return this.#bytes;
  }
}
