import { LOG_LEVELS, type LogLevel } from "../abi/log-level.ts";

/** A line of the proxy's log. */
export interface LogLine {
  level: LogLevel;
  /** What the filter logged, or what the proxy says about it. */
  message: string;
  /** The line as Envoy writes it: `wasm log NAME ROOT_ID VM_ID: MESSAGE`. */
  text: string;
  /** The kind of VM that it comes from; Envoy tries a plugin out on a canary first. */
  vm: "base" | "canary" | "main" | "worker";
}

/**
 * The proxy's log and its level.
 *
 *     log.level = "debug";
 *     log.lines.map(({ text }) => text);
 */
export class ProxyLog {
  readonly lines: LogLine[] = [];
  level: LogLevel;
  readonly #onLine: (line: LogLine) => void;

  constructor(
    level: LogLevel = "info",
    onLine: (line: LogLine) => void = () => undefined,
  ) {
    this.level = level;
    this.#onLine = onLine;
  }

  /** The number of the level, as `proxy_get_log_level` returns it. */
  get levelNumber(): number {
    return LOG_LEVELS.indexOf(this.level);
  }

  /** Adds a line, unless it is below the level. */
  write(line: LogLine): void {
    if (LOG_LEVELS.indexOf(line.level) < this.levelNumber) return;
    this.lines.push(line);
    this.#onLine(line);
  }
}
