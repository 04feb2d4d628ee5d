const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** An unsigned LEB128 number. */
function number(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...number(value >>> 7)];
}

function name(text: string): number[] {
  return [...number(text.length), ...Buffer.from(text)];
}

function section(id: number, items: number[][]): Buffer {
  const content = Buffer.from([...number(items.length), ...items.flat()]);
  return Buffer.concat([Buffer.from([id, ...number(content.length)]), content]);
}

/**
 * A valid module with as many types and functions, all of which take a number and
 * return it, and with as many imports and exports as V8 takes.
 *
 *     largeModule(150_000);
 */
export function largeModule(count: number): Uint8Array<ArrayBuffer> {
  const most = Math.min(count, 100_000);
  const each = (item: (index: number) => number[]) =>
    Array.from({ length: count }, (_, index) => item(index));
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from(HEADER),
      section(
        1,
        each(() => [0x60, 1, 0x7f, 1, 0x7f]),
      ),
      section(
        2,
        each((index) => [
          ...name("m"),
          ...name(`i${index}`),
          0,
          ...number(index),
        ]).slice(0, most),
      ),
      section(3, each(number)),
      section(
        7,
        each((index) => [
          ...name(`e${index}`),
          0,
          ...number(most + index),
        ]).slice(0, most),
      ),
      section(
        10,
        each(() => [4, 0, 0x20, 0, 0x0b]),
      ),
    ]),
  );
}
