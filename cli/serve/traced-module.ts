import {
  FilterModule,
  type HostedModule,
} from "../../host/engine/filter-module.ts";

/** A call of a host function that has returned. */
export interface HostCall {
  name: string;
  args: readonly unknown[];
  answer: unknown;
  /** Text in the module's memory, by the places of its address and size in `args`. */
  text(address: number, size: number): string;
}

/** Called with each call of a host function. */
export type OnHostCall = (call: HostCall) => void;

/**
 * A compiled module that reports its calls of host functions.
 *
 *     new ProxyHost(tracedModule(bytes, ({ name }) => calls.push(name)), {});
 */
export function tracedModule(
  bytes: Uint8Array<ArrayBuffer>,
  onCall: OnHostCall,
): HostedModule {
  const module = FilterModule.compile(bytes);
  return {
    abiVersion: module.abiVersion,
    interface: module.interface,
    startsOnce: false,
    instantiate(imports) {
      const instance = module.instantiate(
        traced(imports, onCall, () => instance.exports.memory),
      );
      return instance;
    },
  };
}

function traced(
  imports: WebAssembly.Imports,
  onCall: OnHostCall,
  memoryOf: () => unknown,
): WebAssembly.Imports {
  return mapValues(imports, (functions) =>
    mapValues(functions, (value, name) => {
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        const answer: unknown = Reflect.apply(value, undefined, args);
        const text = (address: number, size: number) =>
          textAt(memoryOf(), Number(args[address]), Number(args[size]));
        onCall({ name, args, answer, text });
        return answer;
      };
    }),
  );
}

/** The text at an address; empty if it leads out of the memory. */
function textAt(memory: unknown, address: number, size: number): string {
  if (!(memory instanceof WebAssembly.Memory)) return "";
  const start = address >>> 0;
  const end = start + (size >>> 0);
  if (end > memory.buffer.byteLength) return "";
  return Buffer.from(memory.buffer, start, size >>> 0).toString();
}

function mapValues<T>(
  object: Record<string, T>,
  change: (value: T, name: string) => T,
): Record<string, T> {
  const entries = Object.entries(object);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, change(value, name)]),
  );
}
