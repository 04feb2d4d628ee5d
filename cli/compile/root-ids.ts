import type { Program } from "assemblyscript";

/** A transform of asc that changes nothing and reads what a filter registers. */
export interface RootIdReader {
  afterInitialize(program: Program): void;
  /** In the order of the sources; "" where the filter gives no id. */
  rootIds: string[];
}

/** The part of the compiler's syntax tree that a registration is made of. */
interface Call {
  expression?: {
    expression?: { text?: string };
    args?: { value?: unknown }[];
  };
}

const REGISTRATION = /^register(Http|Root|Stream)Context$/;

/**
 * Reads the root ids of a filter while asc compiles it.
 *
 * An id that is no literal is not read.
 *
 *     const reader = rootIdReader();
 *     await asc.main(args, { transforms: [reader] });
 *     reader.rootIds; // ["add_header"]
 */
export function rootIdReader(): RootIdReader {
  const rootIds: string[] = [];
  return {
    rootIds,
    afterInitialize({ sources }) {
      const calls = sources
        .filter(({ isLibrary }) => !isLibrary)
        .flatMap(({ statements }) => statements as Call[])
        .map(({ expression }) => expression);
      for (const call of calls) {
        if (!REGISTRATION.test(call?.expression?.text ?? "")) continue;
        const [id] = call?.args ?? [];
        const value = id === undefined ? "" : id.value;
        if (typeof value === "string") rootIds.push(value);
      }
    },
  };
}
