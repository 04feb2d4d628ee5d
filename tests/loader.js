// @ts-check
/**
 * Loads TypeScript as tsx does, and packages as they are: tsx takes eight seconds to read
 * the compiler's Binaryen, which it has nothing to change in.
 *
 *     node --import ./tests/loader.js --test tests/host/queue.test.ts
 *
 * In a run of tests, whose processes share what each file is in JavaScript, it does without
 * tsx: a process starts in half the time.
 */
import { register } from "node:module";
import { SOCKET_VARIABLE } from "./socket-variable.js";

const socket = process.env[SOCKET_VARIABLE];
if (socket) {
  process.setSourceMapsEnabled(true);
  register("./shared-hooks.js", import.meta.url, { data: socket });
} else {
  await import("./tsx-loader.js");
}
