// @ts-check
/**
 * Compiles for the tests in a separate process. The tests' TypeScript loader would take
 * eight seconds to read the compiler's code, and a warm compiler is five times as fast.
 * Ends with its parent.
 */
import asc from "assemblyscript/asc";

process.on("message", async (/** @type {string[]} */ args) => {
  // It colours its output if the variable CI is set, as for a terminal.
  const { error, stderr } = await asc.main([...args, "--noColors"]);
  process.send?.({ failed: error !== null, stderr: stderr.toString() });
});
process.on("disconnect", () => process.exit());
