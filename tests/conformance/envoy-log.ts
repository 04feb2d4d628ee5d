import type { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { comparableLine } from "./observe.ts";

const LINE = /^\[(\w+)\]\[(?:wasm|lua)\] (.*)$/s;
const NAMED = /^\[\w+\] wasm log [^:]*\b(s\d+)/;
const NEVER_MS = 1 << 30;

/** The lines of Envoy's log for each scenario, as they arrive. */
export class LinesByScenario {
  readonly #lines = new Map<string, string[]>();
  readonly #listeners = new Map<string, () => void>();
  #seen = 0;

  /** Reads Envoy's log until it ends. */
  async follow(envoy: EnvoyProcess): Promise<void> {
    const { logs } = envoy;
    for (;;) {
      for (; this.#seen < logs.length; this.#seen++) {
        for (const line of linesOf([logs[this.#seen]])) this.#add(line);
      }
      try {
        await envoy.waitForLog(/^/, { from: this.#seen, timeout: NEVER_MS });
      } catch {
        return;
      }
    }
  }

  of(name: string): string[] {
    return this.#lines.get(name) ?? [];
  }

  /** Calls back for each line of a scenario. */
  onLine(name: string, listener: () => void): void {
    this.#listeners.set(name, listener);
  }

  #add(line: string): void {
    const name = NAMED.exec(line)?.[1];
    if (name === undefined) return;
    this.#lines.set(name, [...this.of(name), line]);
    this.#listeners.get(name)?.();
  }
}

/** The wasm component's entries as `[level] text`; an entry may have several lines. */
export function linesOf(logs: readonly string[]): string[] {
  const entries: string[] = [];
  for (const line of logs) {
    if (line.startsWith("[") || entries.length === 0) entries.push(line);
    else entries.push(`${entries.pop()}\n${line}`);
  }
  return entries.flatMap((entry) => {
    const [, level, text] = LINE.exec(entry) ?? [];
    if (level === undefined) return [];
    const name = level === "warning" ? "warn" : level;
    return [comparableLine(`[${name}] ${text}`)];
  });
}
