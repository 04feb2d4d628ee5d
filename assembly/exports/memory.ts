/** What the host looks for when it loads a module and answers with bytes. */
import { allocate } from "../abi/memory";
// No source calls these: the transform replaces the compiler's functions by them.
import "../runtime/collection-schedule";
import "../runtime/collector";
import "../runtime/heap";
import "../runtime/pins";
import "../runtime/sort";
import { HAS_COMPILER_RUNTIME, HAS_SCRIPTS } from "../features";
import { unusedMemory } from "../runtime/block";
import { reservedMemory } from "../runtime/held-words";
import { useMemory } from "../runtime/script";

if (HAS_SCRIPTS) {
  useMemory(HAS_COMPILER_RUNTIME ? reservedMemory : unusedMemory);
}

/** Allocates memory that the host writes to and the module frees. */
export function malloc(size: usize): usize {
  return allocate(size);
}

/** The name by which hosts other than Envoy look for `malloc`. */
export function proxy_on_memory_allocate(size: usize): usize {
  return allocate(size);
}
