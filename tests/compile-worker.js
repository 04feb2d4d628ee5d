// @ts-check
/**
 * Compiles for the tests, in a process of its own: the tests' loader of
 * TypeScript would take eight seconds to look through the compiler's code, and a
 * compiler that stays warm is five times as fast. Ends with its parent.
 */
import asc from "assemblyscript/asc";

process.on("message", async (/** @type {string[]} */ args) => {
  // It colours what it says where the variable CI is there, as for a terminal.
  const { error, stderr } = await asc.main([...args, "--noColors"]);
  process.send?.({ failed: error !== null, stderr: stderr.toString() });
});
process.on("disconnect", () => process.exit());
