/** Returns the words of a list such as `gzip, *;q=0`, A to Z in lower case. */
export function wordsOf(list: string): string[] {
  const words = lowerCase(list).split(",");
  for (let i = 0; i < words.length; i++) words[i] = words[i].trim();
  return words;
}

/** What `toLowerCase` knows beyond ASCII would take 8 KB. */
export function lowerCase(text: string): string {
  const units = Uint16Array.wrap(String.UTF16.encode(text));
  for (let i = 0; i < units.length; i++) {
    if (units[i] >= 0x41 && units[i] <= 0x5a) units[i] |= 0x20;
  }
  return String.UTF16.decode(units.buffer);
}
