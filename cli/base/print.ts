import { printableColors, printableLines } from "./printable.ts";

/**
 * Prints text on standard output and ends its last line. This and the two below are
 * how every command prints: what registries, modules, clients and files say reaches
 * no terminal with what controls it.
 *
 *     print(tags.map(printable).join("\n"));
 */
export function print(text: string): void {
  process.stdout.write(lines(printableLines(text)));
}

/** Prints text that has the colours of `terminalColors`. */
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
