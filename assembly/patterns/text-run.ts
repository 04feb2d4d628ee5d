import { encode, encodedRoom } from "../abi/utf8";
import { scratch } from "../abi/scratch";

/** What goes through a text once and says whether a pattern matches. */
export abstract class TextRun {
  /** Tells whether bytes match anywhere. */
  abstract test(text: usize, size: usize): bool;

  testText(text: string): bool {
    const at = scratch(encodedRoom(text));
    return this.test(at, encode(text, at));
  }
}

/** What goes through a text once and says which patterns match. */
export abstract class SetRun {
  /** Sets `found` for those that match, and returns the first; `i32.MAX_VALUE` for none. */
  abstract run(text: usize, size: usize, found: StaticArray<bool>): i32;

  runText(text: string, found: StaticArray<bool>): i32 {
    const at = scratch(encodedRoom(text));
    return this.run(at, encode(text, at), found);
  }
}
