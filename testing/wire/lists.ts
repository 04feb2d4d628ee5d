/**
 * Lists as they cross to the host and back: each item behind its size, which has
 * four bytes, the lowest first. `host/spec/bridge/list.ts` is the other side.
 */
import { utf8, textOf } from "./bytes";

const SIZE: i32 = 4;

export function encodeTexts(texts: string[]): ArrayBuffer {
  const items: Uint8Array[] = [];
  for (let i = 0; i < texts.length; i++) items.push(utf8(texts[i]));
  return encode(items);
}

/** Encodes the names and values of pairs, one behind the other. */
export function encodePairs(pairs: string[][]): ArrayBuffer {
  const texts: string[] = [];
  for (let i = 0; i < pairs.length; i++) {
    texts.push(pairs[i][0]);
    texts.push(pairs[i][1]);
  }
  return encodeTexts(texts);
}

export function decodeBytesList(buffer: ArrayBuffer): Uint8Array[] {
  const view = new DataView(buffer);
  const items: Uint8Array[] = [];
  for (let at = 0; at < buffer.byteLength;) {
    const start = at + SIZE;
    at = start + view.getInt32(at, true);
    items.push(Uint8Array.wrap(buffer.slice(start, at)));
  }
  return items;
}

export function decodeTexts(buffer: ArrayBuffer): string[] {
  const items = decodeBytesList(buffer);
  const texts: string[] = [];
  for (let i = 0; i < items.length; i++) texts.push(textOf(items[i]));
  return texts;
}

export function decodePairs(buffer: ArrayBuffer): string[][] {
  const texts = decodeTexts(buffer);
  const pairs: string[][] = [];
  for (let i = 0; i < texts.length; i += 2) {
    pairs.push([texts[i], texts[i + 1]]);
  }
  return pairs;
}

export function decodeNumbers(buffer: ArrayBuffer): u64[] {
  const items = decodeBytesList(buffer);
  const numbers: u64[] = [];
  for (let i = 0; i < items.length; i++) {
    numbers.push(new DataView(items[i].buffer).getUint64(0, true));
  }
  return numbers;
}

function encode(items: Uint8Array[]): ArrayBuffer {
  let size = 0;
  for (let i = 0; i < items.length; i++) size += SIZE + items[i].byteLength;
  const buffer = new Uint8Array(size);
  const view = new DataView(buffer.buffer);
  let at = 0;
  for (let i = 0; i < items.length; i++) {
    view.setInt32(at, items[i].byteLength, true);
    buffer.set(items[i], at + SIZE);
    at += SIZE + items[i].byteLength;
  }
  return buffer.buffer;
}
