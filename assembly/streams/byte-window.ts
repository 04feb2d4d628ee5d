/**
 * The bytes of a stream that are not gone over yet. Bytes that were given stay where they
 * are, so a record may keep their address as long as it holds `owner`.
 */
@final
export class ByteWindow {
  /** Keeps the bytes from being collected. */
  owner: ArrayBuffer = new ArrayBuffer(0);
  /** The address of the first one, and the address after the last one. */
  begin: usize = 0;
  end: usize = 0;
  /** Up to here bytes can be added to those that are there. */
  private limit: usize = 0;

  get size(): i32 {
    return <i32>(this.end - this.begin);
  }

  /** Adds bytes, which must not be changed from then on. */
  add(bytes: Uint8Array): void {
    const size = <usize>bytes.length;
    if (this.begin == this.end) {
      this.owner = bytes.buffer;
      this.begin = bytes.dataStart;
      this.end = this.begin + size;
      this.limit = this.end;
      return;
    }
    if (this.end + size > this.limit) this.move(size);
    memory.copy(this.end, bytes.dataStart, size);
    this.end += size;
  }

  /** Moves what is left to a larger block. */
  private move(more: usize): void {
    const held = this.end - this.begin;
    // Many small parts of something large are then not copied again and again.
    const room = held < more ? held + more : (held + more) * 2;
    const owner = new ArrayBuffer(<i32>room);
    const begin = changetype<usize>(owner);
    memory.copy(begin, this.begin, held);
    this.owner = owner;
    this.begin = begin;
    this.end = begin + held;
    this.limit = begin + room;
  }
}
