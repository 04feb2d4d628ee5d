import { exportsOf, type HostFunction } from "./instance.ts";

type Callback = (...args: number[]) => unknown;

const ROOT_ID = 1;

/**
 * A module in Node's V8, with a host that answers Ok to everything, for counting
 * what it does and what it keeps.
 *
 *     const module = await Driven.load(wasm);
 *     module.serve(10_000);
 *     module.pages;
 */
export class Driven {
  readonly #exports: WebAssembly.Exports;
  #next = ROOT_ID + 1;

  private constructor(exports: WebAssembly.Exports) {
    this.#exports = exports;
  }

  static async load(
    wasm: string,
    functions?: Record<string, HostFunction>,
  ): Promise<Driven> {
    const driven = new Driven(await exportsOf(wasm, functions));
    driven.call("proxy_on_context_create", ROOT_ID, 0);
    driven.call("proxy_on_configure", ROOT_ID, 0);
    return driven;
  }

  /** The memory's size in pages of 64 KiB. */
  get pages(): number {
    const memory = this.#exports.memory as WebAssembly.Memory;
    return memory.buffer.byteLength / 65_536;
  }

  /** Begins a stream and hands it its headers; returns its number. */
  begin(): number {
    const id = this.#next++;
    this.call("proxy_on_context_create", id, ROOT_ID);
    this.call("proxy_on_request_headers", id, 1, 1);
    this.call("proxy_on_response_headers", id, 1, 1);
    return id;
  }

  /** Ends a stream. */
  end(id: number): void {
    this.call("proxy_on_delete", id);
  }

  /** Begins and ends streams, one after the other. */
  serve(count: number): void {
    for (let i = 0; i < count; i++) this.end(this.begin());
  }

  /** Calls a callback, if the filter has it. */
  call(name: string, ...args: number[]): unknown {
    const callback = this.#exports[name] as Callback | undefined;
    return callback?.(...args);
  }
}
