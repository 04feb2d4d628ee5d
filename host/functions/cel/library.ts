import { createRequire } from "node:module";
import type * as Cel from "@bufbuild/cel";

/** The package that implements CEL. */
export type CelLibrary = typeof Cel;

/** An expression as a syntax tree. */
export type CelTree = ReturnType<CelLibrary["parse"]>["expr"];

let library: CelLibrary | undefined;

/**
 * The package that implements CEL. It is loaded when a filter first needs it,
 * because loading takes a while, and synchronously, because host functions cannot
 * wait.
 *
 *     cel().parse("request.method == 'GET'");
 */
export function cel(): CelLibrary {
  library ??= createRequire(import.meta.url)("@bufbuild/cel") as CelLibrary;
  return library;
}
