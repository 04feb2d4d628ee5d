import { log } from "proxy-wasm-as";

/** Logs properties as `HEAD NAME=VALUE`, or `=null` if absent. */
export class PropertyLog {
  constructor(private readonly head: string) {}

  text(name: string, value: string | null): void {
    this.line(name, value == null ? "null" : "[" + value + "]");
  }

  /** Logs bytes as hexadecimal, up to 64: a node has some 100,000. */
  bytes(name: string, value: Uint8Array | null): void {
    if (value == null) return this.line(name, "null");
    let digits = "";
    for (let i = 0; i < min(value.length, 64); i++) {
      digits += value[i].toString(16).padStart(2, "0");
    }
    this.line(name, "<" + digits + ">");
  }

  /** Logs a number that is -1 if absent. */
  i64(name: string, value: i64): void {
    this.line(name, value == -1 ? "null" : value.toString());
  }

  /** Logs a number that is the largest if absent. */
  u64(name: string, value: u64): void {
    this.line(name, value == u64.MAX_VALUE ? "null" : value.toString());
  }

  /** Logs a boolean, given its value with either fallback. */
  bool(name: string, one: bool, two: bool): void {
    this.line(name, one == two ? one.toString() : "null");
  }

  private line(name: string, value: string): void {
    log.info(this.head + name + "=" + value);
  }
}
