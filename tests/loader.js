// @ts-check
/**
 * Loads TypeScript as tsx does, and packages as they are: tsx takes eight seconds to read
 * the compiler's Binaryen, which it has nothing to change in.
 *
 *     node --import ./tests/loader.js --test tests/host/queue.test.ts
 */
import { register } from "node:module";
import "tsx";

// Of the hooks that are there, Node asks the last first.
register("./package-hooks.js", import.meta.url);
