import { Body, BodyPart } from "../api/body";
import { StreamEditor } from "./stream-editor";
import { StreamRecord } from "./stream-record";

/** The records of a body, in a handler's method: each goes on once the next is asked for. */
export abstract class StreamLoop<T extends StreamRecord> {
  private part: BodyPart | null = null;
  /** Whether all of the body is there, and whether all of it was given back. */
  private hasEnded: bool = false;
  private isOver: bool = false;

  constructor(
    private readonly body: Body,
    protected readonly editor: StreamEditor<T>,
  ) {}

  /** Waits for the next record; `null` after the last one. */
  next(): T | null {
    const editor = this.editor;
    while (true) {
      const record = editor.next();
      if (record != null || this.isOver) return record;
      if (this.hasEnded) {
        this.giveRest();
        return null;
      }
      this.giveBack();
      const part = this.body.next();
      this.part = part;
      if (part != null) editor.write(part.bytes());
      else {
        this.hasEnded = true;
        editor.end();
      }
    }
  }

  /** Adds bytes in front of the record that `next` has returned last; at the end for `null`. */
  insertBytes(bytes: Uint8Array): void {
    if (this.isOver) this.body.appendBytes(bytes);
    else this.editor.insertBytes(bytes);
  }

  /** Lets the rest go on as it is: `next` returns `null` from then on. */
  leave(): void {
    if (!this.isOver) this.giveRest();
  }

  /** Leaves out what the server still sends, after the editor has stopped. */
  protected drain(): void {
    let record = this.next();
    while (record != null) record = this.next();
  }

  /** Puts what goes on in place of the part. */
  private giveBack(): void {
    const part = this.part;
    this.part = null;
    if (part == null) return;
    const changed = this.editor.sdkTakeChanged();
    if (changed != null) part.setBytes(changed);
  }

  private giveRest(): void {
    this.isOver = true;
    const part = this.part;
    const rest = this.editor.takeRest();
    if (part != null) part.setBytes(rest);
    else if (rest.length > 0) this.body.appendBytes(rest);
    this.part = null;
  }
}
