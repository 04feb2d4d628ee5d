import { createRequire } from "node:module";
import type * as Cel from "@bufbuild/cel";

/** The package that knows CEL. */
export type CelLibrary = typeof Cel;

/** An expression as a tree. */
export type CelTree = ReturnType<CelLibrary["parse"]>["expr"];

let library: CelLibrary | undefined;

/**
 * The package that knows CEL, loaded when a filter first needs it: it takes a while,
 * and host functions cannot wait.
 *
 *     cel().parse("request.method == 'GET'");
 */
export function cel(): CelLibrary {
  library ??= createRequire(import.meta.url)("@bufbuild/cel") as CelLibrary;
  return library;
}
