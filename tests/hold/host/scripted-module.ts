import { OUTS, type Answer, type Callback } from "./answer.ts";

type Export = (...args: number[]) => number | undefined;

/** Decides what the host answers to a call. */
export type Decide = (name: string, args: number[]) => Answer;

/** What a module calls in one callback at most: beyond, it would not come to an end. */
const MOST_CALLS = 50_000;

const NOTHING = new Uint8Array(0);

/**
 * A module in Node's V8 whose host answers what `decide` says, writes it to the module's
 * memory, and calls back from within.
 *
 *     const filter = new ScriptedModule(module, () => ({ status: 0 }));
 *     filter.call({ name: "proxy_on_context_create", args: [1, 0] });
 */
export class ScriptedModule {
  readonly #exports: WebAssembly.Exports;
  /** Decides what the host answers. */
  decide: Decide;
  /** The last line at level error or critical, which says why the module ended. */
  lastError = "";
  /** How many of the host's functions were called. */
  total = 0;
  readonly #lost = new Set<number>();
  /** How often each function was called in this callback. */
  readonly #calls = new Map<string, number>();
  #callsLeft = MOST_CALLS;
  #depth = 0;
  #view = new DataView(new ArrayBuffer(0));

  constructor(module: WebAssembly.Module, decide: Decide) {
    this.decide = decide;
    const imports: Record<string, Record<string, Export>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      (imports[from] ??= {})[name] = (...args) => this.#answer(name, args);
    }
    this.#exports = new WebAssembly.Instance(module, imports).exports;
  }

  /** The bytes of the module's memory. */
  get bytes(): number {
    return (this.#exports.memory as WebAssembly.Memory).buffer.byteLength;
  }

  has(name: string): boolean {
    return name in this.#exports;
  }

  /** How many blocks the module was not told about, and so keeps. */
  get lostBlocks(): number {
    return this.#lost.size;
  }

  /** The callbacks, each with how many arguments it takes. */
  get callbacks(): Map<string, number> {
    const names = Object.keys(this.#exports).filter((name) =>
      /^(proxy|envoy)_on_(?!memory_)/.test(name),
    );
    return new Map(
      names.map((name) => [name, (this.#exports[name] as Export).length]),
    );
  }

  call({ name, args }: Callback): number | undefined {
    if (this.#depth === 0) {
      this.#calls.clear();
      this.#callsLeft = MOST_CALLS;
    }
    this.#depth++;
    const result = (this.#exports[name] as Export)(...args);
    this.#depth--;
    return result;
  }

  /** The bytes that an argument says, as text. */
  text(address: number, size: number): string {
    const view = this.#memory();
    return Buffer.from(
      view.buffer,
      address >>> 0,
      Math.min(size, 1000),
    ).toString();
  }

  /** A text of the module's own, whose size in bytes is before its address. */
  utf16(address: number): string {
    const { buffer } = this.#memory();
    const [size] = new Uint32Array(buffer, (address >>> 0) - 4, 1);
    return Buffer.from(buffer, address >>> 0, size).toString("utf16le");
  }

  #answer(name: string, args: number[]): number {
    this.total++;
    this.#calls.set(name, (this.#calls.get(name) ?? 0) + 1);
    if (--this.#callsLeft < 0) {
      const often = [...this.#calls]
        .filter(([, calls]) => calls > MOST_CALLS / 4)
        .map(([each]) => each);
      throw new Error(`no end: ${MOST_CALLS} calls, of ${often.join(", ")}`);
    }
    const isError = name === "proxy_log" && args[0] >= 4;
    const line = isError ? this.text(args[1], args[2]) : "";
    const answer = this.decide(name, args);
    if (this.#depth < 4) {
      for (const callback of answer.reenter ?? []) this.call(callback);
    }
    // After what was called from within, which has lines of its own.
    if (isError) this.lastError = line;
    const block = this.#write(name, args, answer);
    // A host writes only with an Ok, so that a module does not look at it otherwise.
    if (block !== 0 && answer.status !== 0) this.#lost.add(block);
    return answer.status;
  }

  #write(name: string, args: number[], answer: Answer): number {
    if (name === "random_get") {
      this.#fill(args[0], args[1], answer.bytes ?? NOTHING);
      return 0;
    }
    if (name === "environ_get") {
      this.#writeEnvironment(args, answer);
      return 0;
    }
    const outs = OUTS[name];
    if (outs === undefined) return 0;
    const numbers = answer.numbers ?? [];
    let next = 0;
    for (const place of outs.words ?? []) {
      if (next < numbers.length) {
        const value = Number(BigInt.asUintN(32, numbers[next++]));
        this.#memory().setUint32(args[place] >>> 0, value, true);
      }
    }
    for (const place of outs.longs ?? []) {
      if (next < numbers.length) {
        const value = BigInt.asUintN(64, numbers[next++]);
        this.#memory().setBigUint64(args[place] >>> 0, value, true);
      }
    }
    return outs.block === undefined ? 0 : this.#hand(args, outs.block, answer);
  }

  /** Hands over bytes, as proxies do: none have the address 0. */
  #hand(args: number[], place: number, answer: Answer): number {
    if (answer.bytes === undefined && answer.address === undefined) return 0;
    const bytes = answer.bytes ?? NOTHING;
    let address = answer.address ?? 0;
    if (answer.address === undefined && bytes.length > 0) {
      address = (this.#exports.malloc as Export)(bytes.length)! >>> 0;
      new Uint8Array(this.#memory().buffer, address, bytes.length).set(bytes);
    }
    const view = this.#memory();
    view.setUint32(args[place] >>> 0, address, true);
    view.setUint32(args[place + 1] >>> 0, answer.claim ?? bytes.length, true);
    return address;
  }

  #fill(address: number, size: number, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const target = new Uint8Array(
      this.#memory().buffer,
      address >>> 0,
      size >>> 0,
    );
    for (let i = 0; i < target.length; i++) target[i] = bytes[i % bytes.length];
  }

  /** Writes texts, and an address for each number, as far as there is room. */
  #writeEnvironment(args: number[], answer: Answer): void {
    const [addresses, texts] = args.map((each) => each >>> 0);
    const room = texts - addresses;
    const numbers = answer.numbers ?? [];
    const view = this.#memory();
    for (let i = 0; i < numbers.length && i * 4 + 4 <= room; i++) {
      const value = Number(BigInt.asUintN(32, numbers[i] + BigInt(texts)));
      view.setUint32(addresses + i * 4, value, true);
    }
  }

  /** A view of the memory, which moves when it grows. */
  #memory(): DataView {
    const { buffer } = this.#exports.memory as WebAssembly.Memory;
    if (this.#view.buffer !== buffer) this.#view = new DataView(buffer);
    return this.#view;
  }
}
