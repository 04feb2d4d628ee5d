/** Characters that control a terminal or are invisible. */
const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The same, except for line breaks and tabs, which belong in text. */
const CONTROLS_IN_LINES = /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The colours of `terminalColors`. */
const COLOR = /(\u001b\[(?:[124]|2[24]|3[1-69])m)/;

/**
 * Escapes control characters as JSON does, so that text from others can be shown within
 * a line.
 *
 *     printable("a\u001b[2J\nb"); // "a\\u001b[2J\\u000ab"
 */
export function printable(text: string): string {
  return text.replace(CONTROLS, escaped);
}

/** The same for text of several lines: line breaks stay. */
export function printableLines(text: string): string {
  return text.replace(CONTROLS_IN_LINES, escaped);
}

/** The same for coloured text: the colours of `terminalColors` stay as well. */
export function printableColors(text: string): string {
  return text
    .split(COLOR)
    .map((part) => (COLOR.test(part) ? part : printableLines(part)))
    .join("");
}

function escaped(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
