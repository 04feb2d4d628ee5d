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
  for (let i = 0; i < segments.length; i++) {
    segments[i] = segments[i].replaceAll("~1", "/").replaceAll("~0", "~");
  }
  return segments;
}
