import { printableColors, printableLines } from "./printable.ts";

/**
 * Prints text on standard output and ends its last line. Every command prints through
 * this function and the two below, so that text from registries, modules, clients and
 * files cannot control a terminal.
 *
 *     print(tags.map(printable).join("\n"));
 */
export function print(text: string): void {
  process.stdout.write(lines(printableLines(text)));
}

/** Prints text that may use the colours of `terminalColors`. */
export function printColored(text: string): void {
  process.stdout.write(lines(printableColors(text)));
}

/** Prints text on standard error. */
export function printError(text: string): void {
  process.stderr.write(lines(printableLines(text)));
}

function lines(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
