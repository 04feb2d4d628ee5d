import { encode, encodedRoom } from "../abi/utf8";

/** Returns a text as UTF-8, in a buffer of its own. */
export function utf8Bytes(text: string): Uint8Array {
  const room = new ArrayBuffer(<i32>encodedRoom(text));
  const size = encode(text, changetype<usize>(room));
  return Uint8Array.wrap(room, 0, <i32>size);
}
