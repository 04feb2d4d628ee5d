import {
  FilterModule,
  type HostedModule,
} from "../../host/engine/filter-module.ts";

/** Called with the name and the result of each call of a host function. */
export type OnHostCall = (name: string, answer: unknown) => void;

/**
 * A compiled module that reports its calls of host functions.
 *
 *     new ProxyHost(tracedModule(bytes, (name) => calls.push(name)), {});
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
    instantiate: (imports) => module.instantiate(traced(imports, onCall)),
  };
}

function traced(
  imports: WebAssembly.Imports,
  onCall: OnHostCall,
): WebAssembly.Imports {
  return mapValues(imports, (functions) =>
    mapValues(functions, (value, name) => {
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        const answer: unknown = Reflect.apply(value, undefined, args);
        onCall(name, answer);
        return answer;
      };
    }),
  );
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
