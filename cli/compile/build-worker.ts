import { parentPort, workerData } from "node:worker_threads";
import { buildTargets } from "./build-targets.ts";
import type { BuildAnswer, BuildWorkerData } from "./background-builder.ts";

/**
 * The thread of a `backgroundBuilder`: builds a target for each message, and answers
 * with what was printed.
 */
const { folder, target, hasColors } = workerData as BuildWorkerData;
let output = "";
for (const stream of [process.stdout, process.stderr]) {
  Object.assign(stream, {
    isTTY: hasColors,
    // What the compiler and its transforms print belongs to the error.
    write(text: string | Uint8Array) {
      output += typeof text === "string" ? text : Buffer.from(text).toString();
      return true;
    },
  });
}

parentPort?.on("message", () => {
  output = "";
  void buildTargets(folder, [target]).then(
    () => answer({ output }),
    (error: Error) => answer({ output, error: error.message }),
  );
});

function answer(message: BuildAnswer): void {
  parentPort?.postMessage(message);
}
