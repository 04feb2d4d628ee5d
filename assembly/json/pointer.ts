import { Byte } from "./bytes";

/**
 * Returns the keys and positions of a JSON Pointer (RFC 6901); `null` for a text that is
 * none: it is neither empty nor begins with a `/`, or has a `~` without 0 or 1.
 */
export function segmentsOf(pointer: string): string[] | null {
  if (pointer == "") return [];
  if (!pointer.startsWith("/")) return null;
  for (let i = 0; i < pointer.length; i++) {
    if (pointer.charAt(i) != "~") continue;
    const next = pointer.charAt(i + 1);
    if (next != "0" && next != "1") return null;
  }
  const segments = pointer.slice(1).split("/");
  if (!pointer.includes("~")) return segments;
  for (let i = 0; i < segments.length; i++) {
    segments[i] = segments[i].replaceAll("~1", "/").replaceAll("~0", "~");
  }
  return segments;
}

/**
 * Returns the position in a list that a segment stands for, -1 where it stands for none:
 * digits without a zero that leads.
 */
export function positionOf(segment: string): i32 {
  const size = segment.length;
  // What has more than nine digits is beyond any list.
  if (size == 0 || size > 9) return -1;
  let position = 0;
  for (let i = 0; i < size; i++) {
    const digit = <u32>segment.charCodeAt(i) - Byte.Zero;
    if (digit > 9 || (digit == 0 && i == 0 && size > 1)) return -1;
    position = position * 10 + digit;
  }
  return position;
}
