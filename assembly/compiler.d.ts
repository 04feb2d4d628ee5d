/**
 * What the compiler knows without an import, and its own declarations for editors
 * in `assemblyscript/std/assembly` leave out: the interface of its runtimes, and
 * the path under which it imports its standard library. For editors and `tsc`
 * only; the compiler does not read this file.
 */

/** Allocates an object of the collector's; `id` is its class, as of `idof`. */
declare function __new(size: usize, id: u32): usize;

/** Allocates a block of the memory manager's, which is the caller's to free. */
declare function __alloc(size: usize): usize;

/** Frees a block of the memory manager's. */
declare function __free(address: usize): void;

/** Keeps an object from being collected until it is unpinned; returns `address`. */
declare function __pin(address: usize): usize;

/** Lets an object be collected again. */
declare function __unpin(address: usize): void;

/** Collects garbage. */
declare function __collect(): void;

/** The compiler's `Date`, also where a global of the same name takes its place. */
declare module "date" {
  const standard: typeof Date;
  export { standard as Date };
}

/** The ABI to build for; defined by the `use` of a configuration, or not at all. */
declare const PROXY_WASM_ABI: i32;
