import type { Finding, LogLine } from "../../host/index.ts";
import { printable, printableLines } from "../base/printable.ts";
import type { Colors } from "../base/terminal-colors.ts";
import { camelCallbacks } from "./callback-names.ts";

/** Where and how a filter's log is printed. */
export interface FilterLogOptions {
  colors: Colors;
  say(text: string): void;
  /** Adds source lines to the lines of a backtrace. */
  symbolicate(line: string): string;
}

/**
 * Prints what a filter logs and what goes wrong in it, as it comes. A label says which
 * request or connection it belongs to.
 *
 *     const log = new FilterLog({ colors, say: print, symbolicate });
 *     log.line(line, "GET /");
 */
export class FilterLog {
  readonly #options: FilterLogOptions;
  /** The lines of a start so far, which each VM of a plugin writes again. */
  #startLines: Set<string> | null = null;
  #lastLine: string | undefined;

  constructor(options: FilterLogOptions) {
    this.#options = options;
  }

  /** Prints each line once while a function starts the VMs of a plugin. */
  duringStart<T>(start: () => T): T {
    this.#startLines = new Set();
    try {
      return start();
    } finally {
      this.#startLines = null;
    }
  }

  /** The last line that the filter itself logged. */
  get lastLine(): string | undefined {
    return this.#lastLine;
  }

  line({ level, message, text: line, vm }: LogLine, label?: string): void {
    const key = `${level} ${message}`;
    if (line !== message) this.#lastLine = message;
    if (this.#startLines?.has(key)) return;
    this.#startLines?.add(key);
    const { symbolicate } = this.#options;
    const isMain = vm === "main" && this.#startLines === null;
    const text = message.split("\n").map(symbolicate).join("\n");
    this.#print(this.#colored(level), isMain ? "main thread" : label, text);
  }

  /** Prints what a host function refused. */
  refusal(sentence: string, label?: string): void {
    this.#print(this.#options.colors.yellow("refused"), label, sentence);
  }

  finding({ what, where, why, fix }: Finding, label?: string): void {
    const place = camelCallbacks(where);
    const text = `${what} ${why} ${fix} (${place})`;
    this.#print(this.#options.colors.yellow("finding"), label, text);
  }

  /** Prints a sentence of `serve` itself. */
  say(sentence: string): void {
    this.#options.say(sentence);
  }

  #print(head: string, label: string | undefined, text: string): void {
    const { colors, say } = this.#options;
    const of = label === undefined ? "" : colors.dim(` [${printable(label)}]`);
    say(`${head}${of} ${printableLines(text)}`);
  }

  #colored(level: string): string {
    const { colors } = this.#options;
    if (level === "error" || level === "critical") return colors.red(level);
    return level === "warn" ? colors.yellow(level) : colors.cyan(level);
  }
}
