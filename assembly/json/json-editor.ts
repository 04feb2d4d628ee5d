import { Byte } from "./bytes";
import { JsonFault } from "./json-fault";
import { JsonKind } from "./json-kind";
import { JsonReader } from "./json-reader";
import { JsonWriter } from "./json-writer";
import { segmentsOf } from "./pointer";
import { putText, textRoom } from "./put-text";
import { MAX_DEPTH } from "./nesting";

/** What is known of a list or an object that is open. */
const enum Level {
  /** It has been gone to a value. */
  HasValue = 1,
  /** A value in front of the current one stays. */
  HasKept = 2,
  /** The current value was removed. */
  IsRemoved = 4,
}

/**
 * Edits a document in place: values are set, removed, renamed and added while it is gone
 * through once, and every other byte stays as it was, also white space and the form of
 * numbers.
 *
 * It walks as a `JsonReader` does, and `reader` is the one to look at keys and values
 * with, best by a `fork`. `set`, `remove` and `rename` are about the value that
 * `nextKey`, `nextItem` or `goTo` went to last; `append` comes right after the call
 * that returned false at the end of the list. Nothing can be edited twice: a call that
 * comes too late throws. A fault in the document makes `finish` return `null`.
 *
 * ```ts
 * class Redact extends HttpContext {
 *   onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
 *     const editor = JsonEditor.of(this.response.body.bytes());
 *     if (editor.enterObject()) {
 *       while (editor.nextKey()) {
 *         if (editor.reader.keyIs("password")) editor.remove();
 *         if (editor.reader.keyIs("user")) editor.rename("account");
 *       }
 *     }
 *     const edited = editor.finish();
 *     if (edited != null) this.response.body.setBytes(edited);
 *     return FilterDataStatus.Continue;
 *   }
 * }
 * registerHttpContext<Redact>("redact");
 * ```
 */
@final
export class JsonEditor {
  private output: ArrayBuffer;
  private size: usize = 0;
  /** How much of the document is in the output, or left out. */
  private done: i32 = 0;
  private open: i32 = 0;
  /** Where the current value or its key begins; -1 once it was edited. */
  private begin: i32 = 0;
  private value: i32 = 0;
  /** Where the value in front of it ends. */
  private before: i32 = 0;
  private isChecked: bool = false;
  private isRenamed: bool = false;
  private readonly levels: StaticArray<u8> = new StaticArray<u8>(MAX_DEPTH + 1);

  /** For the SDK: `of` makes editors. */
  constructor(
    /** Tells where the editor is. Reads of it count as reads of the value. */
    readonly reader: JsonReader,
    private readonly length: i32,
  ) {
    this.output = new ArrayBuffer(length);
  }

  /** Returns an editor of a document, which must not be changed while it is edited. */
  static of(bytes: Uint8Array): JsonEditor {
    return new JsonEditor(JsonReader.of(bytes), bytes.length);
  }

  /** Enters an object; see `JsonReader.enterObject`. */
  enterObject(): bool {
    return this.reader.enterObject() && this.entered();
  }

  /** Enters a list; see `JsonReader.enterList`. */
  enterList(): bool {
    return this.reader.enterList() && this.entered();
  }

  /** Goes to the next key of the object; see `JsonReader.nextKey`. */
  nextKey(): bool {
    this.leaveValue();
    return this.went(this.reader.nextKey(), true);
  }

  /** Goes to the next value of the list; see `JsonReader.nextItem`. */
  nextItem(): bool {
    this.leaveValue();
    return this.went(this.reader.nextItem(), false);
  }

  /**
   * Goes to the value that a JSON Pointer points to, from the value that the editor is
   * at: `/users/0/name`. Of a key that an object has twice it takes the last value.
   * Returns false where there is none, and the editor is then anywhere within.
   */
  goTo(pointer: string): bool {
    const segments = segmentsOf(pointer);
    if (segments == null) return false;
    for (let i = 0; i < segments.length; i++) {
      const kind = this.reader.kind;
      if (kind == JsonKind.Object) {
        if (!this.goToKey(segments[i])) return false;
      } else if (kind != JsonKind.List || !this.goToItem(segments[i])) {
        return false;
      }
    }
    return true;
  }

  /** Sets the current value to what a writer has written. */
  set(value: JsonWriter): void {
    const end = this.take("set a value");
    this.copyTo(this.value);
    this.add(value.bytes());
    this.done = end;
  }

  /** Removes the current value, and its key. */
  remove(): void {
    if (this.open == 0 || this.isRenamed) {
      throw new Error(
        "Cannot remove a value: it is the whole document, or was renamed",
      );
    }
    const level = this.level;
    const from = (level & Level.HasKept) != 0 ? this.before : this.begin;
    const end = this.take("remove a value");
    this.copyTo(from);
    this.done = end;
    this.level = level | Level.IsRemoved;
  }

  /** Gives the current value another key; the value can still be read and entered. */
  rename(key: string): void {
    if (this.reader.fault != JsonFault.None) return;
    if (this.begin < 0 || this.begin == this.value || this.isRenamed) {
      throw new Error("Cannot rename a key: there is none, or it was edited");
    }
    this.copyTo(this.begin);
    this.addText(key);
    // From the colon on, or the white space in front of it.
    this.done = this.reader.keyEnd;
    this.isRenamed = true;
  }

  /** Adds a value to the list whose end `nextItem` has just found. */
  append(value: JsonWriter): void {
    this.beginAppend();
    this.add(value.bytes());
  }

  /** Adds a key to the object whose end `nextKey` has just found. */
  appendKey(key: string, value: JsonWriter): void {
    this.beginAppend();
    this.addText(key);
    this.addByte(Byte.Colon);
    this.add(value.bytes());
  }

  /**
   * Goes over the rest, and returns the edited document; `null` where the document is
   * not JSON. The array is not a copy.
   */
  finish(): Uint8Array | null {
    this.leaveValue();
    if (!this.isChecked && !this.reader.finish()) return null;
    this.copyTo(this.length);
    return Uint8Array.wrap(this.output, 0, <i32>this.size);
  }

  private get level(): i32 {
    return unchecked(this.levels[this.open]);
  }

  private set level(bits: i32) {
    unchecked((this.levels[this.open] = <u8>bits));
  }

  private entered(): bool {
    this.open++;
    this.level = 0;
    this.begin = -1;
    this.before = this.reader.position;
    return true;
  }

  /** Goes over the current value, so that its end is known. */
  private leaveValue(): void {
    const reader = this.reader;
    if (reader.kind != JsonKind.None) reader.skip();
    if ((this.level & Level.HasValue) != 0) this.before = reader.position;
  }

  private went(isThere: bool, hasKey: bool): bool {
    const reader = this.reader;
    if (reader.fault != JsonFault.None) return false;
    let level = this.level;
    if ((level & (Level.HasValue | Level.IsRemoved)) == Level.HasValue) {
      level |= Level.HasKept;
    }
    if (!isThere) {
      this.level = level;
      this.open--;
      this.begin = -1;
      return false;
    }
    this.value = reader.valueStart;
    this.isRenamed = false;
    this.begin = hasKey ? reader.keyStart : this.value;
    if ((level & (Level.HasValue | Level.HasKept)) == Level.HasValue) {
      // All in front of it was removed, and so is the comma.
      this.done = this.begin;
    }
    this.level = (level | Level.HasValue) & ~Level.IsRemoved;
    return true;
  }

  private goToKey(key: string): bool {
    this.enterObject();
    while (this.nextKey()) {
      if (!this.reader.keyIs(key)) continue;
      if (this.isLast(key)) return true;
    }
    return false;
  }

  /** Tells whether the rest of the object has no such key. */
  private isLast(key: string): bool {
    const ahead = this.reader.fork();
    while (ahead.nextKey()) {
      if (ahead.keyIs(key)) return false;
    }
    if (this.open == 1 && ahead.finish()) this.isChecked = true;
    return true;
  }

  private goToItem(position: string): bool {
    this.enterList();
    for (let index = 0; this.nextItem(); index++) {
      if (index.toString() == position) return true;
    }
    return false;
  }

  /** Returns where the current value ends, and notes that it is edited. */
  private take(what: string): i32 {
    const reader = this.reader;
    if (reader.fault != JsonFault.None) return this.length;
    const isNext = reader.kind != JsonKind.None;
    if (this.open == 0 && isNext) this.value = reader.valueStart;
    const isThere = this.open == 0 ? isNext : this.begin >= 0;
    if (!isThere || this.value < this.done) {
      throw new Error(`Cannot ${what}: there is none, or it was edited`);
    }
    if (isNext) reader.skip();
    this.begin = -1;
    return reader.fault == JsonFault.None ? reader.position : this.length;
  }

  private beginAppend(): void {
    // The level that was left last.
    const bits: i32 = unchecked(this.levels[this.open + 1]);
    const end = this.reader.position - 1;
    if (this.reader.fault != JsonFault.None) return;
    if (this.begin != -1 || end < this.done || end < this.before) {
      throw new Error(
        "Cannot append a value: no list or object has just ended",
      );
    }
    const hasKept = (bits & Level.HasKept) != 0;
    this.copyTo(hasKept ? max(this.before, this.done) : end);
    if (hasKept) this.addByte(Byte.Comma);
    else unchecked((this.levels[this.open + 1] = <u8>(bits | Level.HasKept)));
  }

  /** Copies the document up to a position to the output. */
  private copyTo(position: i32): void {
    if (position <= this.done) return;
    const size = <usize>(position - this.done);
    const from = this.reader.addressAt(this.done);
    memory.copy(this.room(size), from, size);
    this.size += size;
    this.done = position;
  }

  private add(bytes: Uint8Array): void {
    const size = <usize>bytes.length;
    memory.copy(this.room(size), bytes.dataStart, size);
    this.size += size;
  }

  private addText(text: string): void {
    this.size += putText(text, this.room(textRoom(text)));
  }

  private addByte(byte: Byte): void {
    store<u8>(this.room(1), <u8>byte);
    this.size++;
  }

  /** Returns where more bytes are to go. */
  private room(more: usize): usize {
    const wanted = this.size + more;
    if (wanted > <usize>this.output.byteLength) {
      const output = new ArrayBuffer(<i32>(wanted + (wanted >> 2) + 64));
      memory.copy(
        changetype<usize>(output),
        changetype<usize>(this.output),
        this.size,
      );
      this.output = output;
    }
    return changetype<usize>(this.output) + this.size;
  }
}
