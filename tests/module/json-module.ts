import { join } from "node:path";
import { ROOT } from "../../scripts/project/project-files.ts";
import { compile, type CompileOptions } from "../compile.ts";
import { exportsOf } from "./instance.ts";

interface Exports {
  memory: WebAssembly.Memory;
  room: (size: number) => number;
  check: () => number;
  faultAt: () => number;
  faultWithin: (depth: number) => number;
  enter: (depth: number) => number;
  edit: () => number;
  blocks: () => number;
  pick: () => number;
  describe: () => number;
  walk: () => number;
  tree: () => number;
  place: () => number;
  memorySize: () => number;
}

/** How a module is built: with which instructions, or for short documents alone. */
export type Instructions = "scalar" | "simd" | "short";

const OPTIONS: Record<Instructions, CompileOptions> = {
  scalar: {},
  simd: { args: ["--enable", "simd"], variant: "-simd" },
  short: {
    args: ["--transform", join(ROOT, "tests/module/transforms/short-json.js")],
    variant: "-short",
  },
};

/**
 * What a module makes of JSON documents.
 *
 *     const json = await JsonModule.load("simd");
 *     json.check(Buffer.from("[1,]")); // false
 */
export class JsonModule {
  readonly #exports: Exports;

  private constructor(exports: Exports) {
    this.#exports = exports;
  }

  static async load(
    instructions: Instructions,
    options: CompileOptions = {},
  ): Promise<JsonModule> {
    const wasm = await compile("tests/module/filters/json.ts", {
      ...OPTIONS[instructions],
      ...options,
    });
    return new JsonModule((await exportsOf(wasm)) as unknown as Exports);
  }

  /** The bytes of memory that the module has by now. */
  get memorySize(): number {
    return this.#exports.memorySize();
  }

  /** Tells whether a document is JSON. */
  check(document: Uint8Array): boolean {
    this.#put(document);
    return this.#exports.check() === 1;
  }

  /** Returns where the fault in a document is, -1 where there is none. */
  faultAt(document: Uint8Array): number {
    this.#put(document);
    return this.#exports.faultAt();
  }

  /** Returns where the fault is with so many levels, -1 where there is none. */
  faultWithin(document: Uint8Array, depth: number): number {
    this.#put(document);
    return this.#exports.faultWithin(depth);
  }

  /** Returns how many lists a reader of so many levels enters. */
  enter(document: Uint8Array, depth: number): number {
    this.#put(document);
    return this.#exports.enter(depth);
  }

  /** Tells whether an editor takes a document. */
  edit(document: Uint8Array): boolean {
    this.#put(document);
    return this.#exports.edit() === 1;
  }

  /**
   * Returns where the list or the object that a document begins with ends by blocks; 0 for a
   * fault, undefined where there are no blocks.
   */
  blocks(document: Uint8Array): number | undefined {
    if (document[0] !== 0x5b && document[0] !== 0x7b) return undefined;
    this.#put(document);
    const end = this.#exports.blocks();
    return end < 0 ? undefined : end;
  }

  /** Returns the first value of a list, picked; `""` for none, undefined for no JSON. */
  pick(document: Uint8Array): string | undefined {
    this.#put(document);
    return this.#written(this.#exports.pick());
  }

  /** Has a fault described; returns how long that is. */
  describe(document: Uint8Array): number {
    this.#put(document);
    return this.#exports.describe();
  }

  /** Returns a document as a reader and a writer write it once more. */
  walk(document: Uint8Array): string | undefined {
    this.#put(document);
    return this.#written(this.#exports.walk());
  }

  /** Returns a document as it is written from its tree. */
  tree(document: Uint8Array): string | undefined {
    this.#put(document);
    return this.#written(this.#exports.tree());
  }

  #put(document: Uint8Array): void {
    const at = this.#exports.room(document.length);
    new Uint8Array(this.#exports.memory.buffer).set(document, at);
  }

  #written(size: number): string | undefined {
    if (size < 0) return undefined;
    const { memory } = this.#exports;
    return Buffer.from(memory.buffer, this.#exports.place(), size).toString();
  }
}
