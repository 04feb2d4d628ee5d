import { SDK } from "./sdk.js";

const RUNTIME = `${SDK}assembly/runtime/`;

/** What the compiler calls, and what is there in its place. */
const REPLACED = {
  __alloc: "heap/allocate",
  __free: "heap/free",
  __realloc: "heap/reallocate",
  __new: "collector/allocateObject",
  __renew: "collector/reallocateObject",
  __link: "collector/link",
  __visit: "collector/visit",
  __collect: "collector/collect",
  __pin: "pins/pin",
  __unpin: "pins/unpin",
};

/**
 * Has the SDK's memory manager and collector take the place of the compiler's, where
 * a filter is built with the `minimal` runtime. What traces memory sees the
 * compiler's.
 *
 * @param {import("assemblyscript").Program} program
 */
export function replaceRuntime({ elementsByName, filesByName }) {
  const isMinimal = filesByName.has("~lib/rt/tcms");
  if (!isMinimal || elementsByName.has("ASC_RTRACE")) return;
  for (const [name, replacement] of Object.entries(REPLACED)) {
    const element = elementsByName.get(RUNTIME + replacement);
    if (element) elementsByName.set(name, element);
  }
}
