import { EnvoyError } from "./envoy-error.ts";

export interface WaitForLogOptions {
  /** Milliseconds; 5000 by default. */
  timeout?: number;
  /** The index in `lines` to look from; 0 by default. */
  from?: number;
}

interface Waiter {
  pattern: RegExp | string;
  resolve(line: string): void;
  reject(): void;
}

const NEWLINE = 0x0a;

/**
 * Splits a stream of bytes into lines, and waits for one of them.
 *
 * Only `
` ends a line, so each line stays as the program wrote it.
 *
 *     const log = new LogLines();
 *     child.stderr.on("data", (chunk) => log.push(chunk));
 *     child.stderr.on("end", () => log.end());
 *     await log.waitFor("wasm log");
 */
export class LogLines {
  readonly lines: string[] = [];
  readonly #onLine: (line: string) => void;
  #partial: Buffer[] = [];
  #waiters = new Set<Waiter>();
  #ended = false;

  /** `onLine` is called with each line as it arrives. */
  constructor(onLine: (line: string) => void = () => undefined) {
    this.#onLine = onLine;
  }

  /** Adds bytes; a line counts once its newline has arrived. */
  push(chunk: Buffer): void {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      if (end < 0) break;
      this.#partial.push(chunk.subarray(start, end));
      this.#endLine();
      start = end + 1;
    }
    if (start < chunk.length) this.#partial.push(chunk.subarray(start));
  }

  /** Ends the last line and rejects everything that still waits. */
  end(): void {
    if (this.#partial.length > 0) this.#endLine();
    this.#ended = true;
    for (const waiter of this.#waiters) waiter.reject();
  }

  /**
   * Resolves with the first line that contains `pattern`, at once if there is one.
   *
   * Rejects with an EnvoyError, which quotes the last lines, after `timeout` or when
   * the stream ends.
   */
  waitFor(
    pattern: RegExp | string,
    { timeout = 5000, from = 0 }: WaitForLogOptions = {},
  ): Promise<string> {
    const found = this.lines.slice(from).find((line) => holds(line, pattern));
    if (found !== undefined) return Promise.resolve(found);
    if (this.#ended) return Promise.reject(this.#missing(pattern, "it ended"));
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        act();
      };
      const fail = (why: string) =>
        settle(() => reject(this.#missing(pattern, why)));
      const waiter: Waiter = {
        pattern,
        resolve: (line) => settle(() => resolve(line)),
        reject: () => fail("it ended"),
      };
      const timer = setTimeout(() => fail(`${timeout} ms passed`), timeout);
      this.#waiters.add(waiter);
    });
  }

  /** All lines so far that contain `pattern`. */
  matching(pattern: RegExp | string): string[] {
    return this.lines.filter((line) => holds(line, pattern));
  }

  /** The last lines as text, for an error message. */
  tail(count = 15): string {
    return this.lines.slice(-count).join("\n");
  }

  #endLine(): void {
    const line = Buffer.concat(this.#partial).toString("utf8");
    this.#partial = [];
    this.lines.push(line);
    this.#onLine(line);
    for (const waiter of this.#waiters) {
      if (holds(line, waiter.pattern)) waiter.resolve(line);
    }
  }

  #missing(pattern: RegExp | string, why: string): EnvoyError {
    return new EnvoyError(
      "ENVOY_TIMEOUT",
      `Envoy's log has no line with ${pattern} and ${why}:\n${this.tail()}`,
    );
  }
}

function holds(line: string, pattern: RegExp | string): boolean {
  return typeof pattern === "string"
    ? line.includes(pattern)
    : line.search(pattern) >= 0;
}
