import { SDK } from "./sdk.js";

const SMALL_BLOCKS = `${SDK}assembly/abi/small-blocks/`;

/** What the collector calls, and what is there in its place. */
const REPLACED = { __alloc: "allocateSmall", __free: "freeSmall" };

/**
 * Lets the `minimal` collector keep blocks for the next objects of their size. What
 * traces memory sees each block as before.
 *
 * @param {import("assemblyscript").Program} program
 */
export function keepSmallBlocks({ elementsByName, filesByName }) {
  const collector = filesByName.get("~lib/rt/tcms");
  if (!collector || elementsByName.has("ASC_RTRACE")) return;
  // What a file has of a name hides the global of that name.
  const members = (collector.members ??= new Map());
  for (const [name, replacement] of Object.entries(REPLACED)) {
    const element =
      /** @type {import("assemblyscript").DeclaredElement | undefined} */ (
        elementsByName.get(SMALL_BLOCKS + replacement)
      );
    if (element) members.set(name, element);
  }
}
