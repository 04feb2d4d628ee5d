// @ts-check
/**
 * Compiles for the tests in a separate process. The tests' TypeScript loader would take
 * eight seconds to read the compiler's code, and a warm compiler is five times as fast.
 * Ends with its parent.
 */
import asc from "assemblyscript/asc";

/** What Binaryen has said, which writes beside the compiler's own output. */
let said = "";
process.stderr.write = (/** @type {string | Uint8Array} */ text) => {
  said += text.toString();
  return true;
};

process.on("message", async (/** @type {string[]} */ args) => {
  said = "";
  // It colours its output if the variable CI is set, as for a terminal.
  const { error, stderr } = await asc.main([...args, "--noColors"]);
  const all = stderr.toString() + said;
  process.send?.({ failed: error !== null, stderr: all });
});
process.on("disconnect", () => process.exit());
