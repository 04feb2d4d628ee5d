import type { Program } from "assemblyscript";

/** An asc transform that changes nothing and reads what a filter registers. */
export interface RootIdReader {
  afterInitialize(program: Program): void;
  /** In the order of the sources; "" if the filter gives no id. */
  rootIds: string[];
}

/** The part of the compiler's syntax tree that describes a registration. */
interface Call {
  expression?: {
    expression?: { text?: string };
    args?: { value?: unknown }[];
  };
}

/** Where the SDK's registration functions are. */
const REGISTRY = "~lib/proxy-wasm-as/assembly/registry/";

/**
 * Reads the root ids of a filter and of its packages while asc compiles it, under
 * whatever name they import the SDK's functions.
 *
 * Only an id that is a literal is read.
 *
 *     const reader = rootIdReader();
 *     await asc.main(args, { transforms: [reader] });
 *     reader.rootIds; // ["add_header"]
 */
export function rootIdReader(): RootIdReader {
  const rootIds: string[] = [];
  return {
    rootIds,
    afterInitialize({ sources, filesByName }) {
      for (const { internalPath, statements } of sources) {
        const file = filesByName.get(internalPath);
        for (const { expression } of statements as Call[]) {
          const name = expression?.expression?.text;
          const called = name === undefined ? null : file?.lookup(name);
          if (!called?.internalName.startsWith(REGISTRY)) continue;
          const [id] = expression?.args ?? [];
          const value = id === undefined ? "" : id.value;
          if (typeof value === "string") rootIds.push(value);
        }
      }
    },
  };
}
