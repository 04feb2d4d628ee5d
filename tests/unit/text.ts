const ROOM: usize = 1 << 16;

/** UTF-8 that is put together without an object for the collector. */
export class Text {
  private readonly start: usize = heap.alloc(ROOM);
  private end: usize = this.start;

  get size(): usize {
    return this.end - this.start;
  }

  clear(): void {
    this.end = this.start;
  }

  toString(): string {
    return String.UTF8.decodeUnsafe(this.start, this.size);
  }

  bytes(at: usize, size: usize): this {
    assert(this.size + size <= ROOM);
    memory.copy(this.end, at, size);
    this.end += size;
    return this;
  }

  /** Adds an ASCII text. */
  add(ascii: string): this {
    assert(this.size + ascii.length <= ROOM);
    for (let i = 0; i < ascii.length; i++) {
      store<u8>(this.end++, ascii.charCodeAt(i));
    }
    return this;
  }

  /** Begins a line with an ASCII text. */
  line(ascii: string): this {
    if (this.size > 0) this.add("\n");
    return this.add(ascii);
  }

  number(value: u32): this {
    if (value >= 10) this.number(value / 10);
    assert(this.size < ROOM);
    store<u8>(this.end++, <u8>(0x30 + (value % 10)));
    return this;
  }

  hex(at: usize, size: usize): this {
    for (let i: usize = 0; i < size; i++) {
      this.digit(load<u8>(at + i) >> 4).digit(load<u8>(at + i) & 15);
    }
    return this;
  }

  /** Adds headers in the ABI's encoding, as `[name=value; name=value]`. */
  pairs(at: usize, size: usize): this {
    const count: usize = size == 0 ? 0 : load<u32>(at);
    let text = at + 4 + count * 8;
    this.add("[");
    for (let i: usize = 0; i < count; i++) {
      const name = load<u32>(at + 4 + i * 8);
      const value = load<u32>(at + 8 + i * 8);
      if (i > 0) this.add("; ");
      this.bytes(text, name).add("=");
      this.bytes(text + name + 1, value);
      text += name + value + 2;
    }
    assert(count == 0 || text == at + size);
    return this.add("]");
  }

  private digit(value: u8): this {
    assert(this.size < ROOM);
    store<u8>(this.end++, value < 10 ? 0x30 + value : 0x57 + value);
    return this;
  }
}
