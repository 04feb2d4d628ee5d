/** Bytes that are written one after the other. */
@final
export class ByteSink {
  private buffer: ArrayBuffer = new ArrayBuffer(0);
  private length: usize = 0;

  get size(): i32 {
    return <i32>this.length;
  }

  /** Adds the bytes at an address. */
  add(from: usize, size: usize): void {
    memory.copy(this.reserve(size), from, size);
    this.length += size;
  }

  addBytes(bytes: Uint8Array): void {
    this.add(bytes.dataStart, bytes.length);
  }

  addByte(byte: u8): void {
    store<u8>(this.reserve(1), byte);
    this.length++;
  }

  /** Returns what was written, which is not a copy, and begins again. */
  take(): Uint8Array {
    const bytes = Uint8Array.wrap(this.buffer, 0, <i32>this.length);
    this.buffer = new ArrayBuffer(0);
    this.length = 0;
    return bytes;
  }

  /** Makes room for more bytes, and returns where they go. */
  reserve(more: usize): usize {
    const wanted = this.length + more;
    if (wanted > <usize>this.buffer.byteLength) {
      const room = max(wanted, this.length * 2);
      // Not cleared, as it is written before it is read.
      const buffer = changetype<ArrayBuffer>(__new(room, idof<ArrayBuffer>()));
      const to = changetype<usize>(buffer);
      memory.copy(to, changetype<usize>(this.buffer), this.length);
      this.buffer = buffer;
    }
    return changetype<usize>(this.buffer) + this.length;
  }
}
