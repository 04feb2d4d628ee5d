import { FilterHeadersStatus, HttpContext, log } from "proxy-wasm-as";

/** Does something for the request's path, and answers with its notes. */
export abstract class Probe extends HttpContext {
  private names: string[] = [];
  private values: string[] = [];

  /** What to do for a path; it runs in the request's headers callback. */
  abstract run(path: string): void;

  /** Adds a header to the response. */
  note(name: string, value: string | null): void {
    this.names.push("x-" + name);
    this.values.push(value == null ? "null" : "[" + value + "]");
  }

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path");
    if (path == null) log.error("no path");
    else this.run(path);
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    for (let i = 0; i < this.names.length; i++) {
      this.response.headers.set(this.names[i], this.values[i]);
    }
    return FilterHeadersStatus.Continue;
  }
}

/** Returns bytes as numbers with commas between them. */
export function list(bytes: Uint8Array | null): string | null {
  return bytes == null ? null : bytes.toString();
}

/** Returns a text's UTF-8. */
export function utf8(text: string): Uint8Array {
  return Uint8Array.wrap(String.UTF8.encode(text));
}
