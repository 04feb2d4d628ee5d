import { readFile } from "node:fs/promises";

/** The callbacks that are called here; a filter may lack some. */
interface Callbacks {
  memory: WebAssembly.Memory;
  _initialize(): void;
  proxy_on_context_create(id: number, parent: number): void;
  proxy_on_configure?(id: number, size: number): number;
  proxy_on_request_headers?(id: number, count: number, end: number): number;
  proxy_on_response_headers?(id: number, count: number, end: number): number;
  proxy_on_delete(id: number): void;
}

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
  #next = ROOT_ID + 1;

  private constructor(private readonly exports: Callbacks) {}

  static async load(wasm: string): Promise<Driven> {
    const module = new WebAssembly.Module(await readFile(wasm));
    const imports: Record<string, Record<string, () => number>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      (imports[from] ??= {})[name] = () => 0;
    }
    const instance = new WebAssembly.Instance(module, imports);
    const driven = new Driven(instance.exports as unknown as Callbacks);
    driven.exports._initialize();
    driven.exports.proxy_on_context_create(ROOT_ID, 0);
    driven.exports.proxy_on_configure?.(ROOT_ID, 0);
    return driven;
  }

  /** The memory's size in pages of 64 KiB. */
  get pages(): number {
    return this.exports.memory.buffer.byteLength / 65_536;
  }

  /** Begins a stream and hands it its headers; returns its number. */
  begin(): number {
    const id = this.#next++;
    this.exports.proxy_on_context_create(id, ROOT_ID);
    this.exports.proxy_on_request_headers?.(id, 1, 1);
    this.exports.proxy_on_response_headers?.(id, 1, 1);
    return id;
  }

  /** Ends a stream. */
  end(id: number): void {
    this.exports.proxy_on_delete(id);
  }

  /** Begins and ends streams, one after the other. */
  serve(count: number): void {
    for (let i = 0; i < count; i++) this.end(this.begin());
  }
}
