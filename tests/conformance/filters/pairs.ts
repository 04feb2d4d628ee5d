import { at } from "./out";

/** Encodes `a=b|c=d`. */
export function pairsOf(text: string): ArrayBuffer {
  if (text.length == 0) return new ArrayBuffer(0);
  const items = text.split("|");
  const sizes = new Uint32Array(1 + items.length * 2);
  sizes[0] = items.length;
  let bytes = "";
  for (let i = 0; i < items.length; i++) {
    const middle = items[i].indexOf("=");
    sizes[1 + i * 2] = middle;
    sizes[2 + i * 2] = items[i].length - middle - 1;
    bytes += items[i].substr(0, middle) + "\0";
    bytes += items[i].substr(middle + 1) + "\0";
  }
  const tail = String.UTF8.encode(bytes);
  const all = new Uint8Array(sizes.byteLength + tail.byteLength);
  memory.copy(all.dataStart, sizes.dataStart, sizes.byteLength);
  memory.copy(all.dataStart + sizes.byteLength, at(tail), tail.byteLength);
  return all.buffer;
}
