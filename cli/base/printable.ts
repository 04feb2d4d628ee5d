/** What controls a terminal or hides in a text: none of it is a visible sign. */
const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The same without the ends of lines and tabs, which belong to text. */
const CONTROLS_IN_LINES = /[^\P{Cc}\n\t]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** The colours of `terminalColors`. */
const COLOR = /(\u001b\[(?:[124]|2[24]|3[1-69])m)/;

/**
 * Writes what would control a terminal as JSON writes it, so that words of others can
 * be shown inside one line.
 *
 *     printable("a\u001b[2J\nb"); // "a\\u001b[2J\\u000ab"
 */
export function printable(text: string): string {
  return text.replace(CONTROLS, escaped);
}

/** The same for text of several lines, which stay. */
export function printableLines(text: string): string {
  return text.replace(CONTROLS_IN_LINES, escaped);
}

/** The same for text in the colours of `terminalColors`, which stay, too. */
export function printableColors(text: string): string {
  return text
    .split(COLOR)
    .map((part) => (COLOR.test(part) ? part : printableLines(part)))
    .join("");
}

function escaped(sign: string): string {
  return sign
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
