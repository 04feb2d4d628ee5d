/**
 * Encodes a text as the emulator keeps headers and properties: one character for
 * each byte of its UTF-8.
 *
 *     binaryOf("ü") // "\u00c3\u00bc"
 */
export function binaryOf(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/** Decodes what `binaryOf` returned. */
export function textOf(binary: string): string {
  return Buffer.from(binary, "latin1").toString();
}
