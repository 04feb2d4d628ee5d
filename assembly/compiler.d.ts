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

/** Tells the collector that an object is referred to. */
declare function __visit(address: usize, cookie: u32): void;

/** Calls `__visit` for what globals refer to. */
declare function __visit_globals(cookie: u32): void;

/** Calls `__visit` for what the fields of an object refer to. */
declare function __visit_members(address: usize, cookie: u32): void;

/** A function that a module may have: called with each object before it is freed. */
declare function __finalize(address: usize): void;

/** The compiler's `Date`, also where a global of the same name takes its place. */
declare module "date" {
  const standard: typeof Date;
  export { standard as Date };
}

/** The ABI to build for; defined by the `use` of a configuration, or not at all. */
declare const PROXY_WASM_ABI: i32;

/** Defined in tests of the collector only. */
declare const PROXY_WASM_EAGER_COLLECTOR: i32;
