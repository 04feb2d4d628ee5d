import { proxy_get_property, proxy_log } from "./abi/env";
import { LogLevel } from "./abi/enums";
import { dropBlock, outAddress, outSize, outU32 } from "./abi/memory";
import { scratch } from "./abi/scratch";
import { encode, encodedRoom } from "./abi/utf8";
import { RootContext } from "./contexts/root-context";
import { HAS_SEVERAL_ROOTS } from "./features";

/** Makes the root context of a plugin. */
export type RootFactory = () => RootContext;

/**
 * A root id and the function that makes its plugin. The id is kept as UTF-8, as the
 * host has it, so that a filter with one root id, which nearly every filter is, needs
 * no decoder. It is never freed, and the collector need not know it: a function is
 * static memory.
 */
@unmanaged
class Registration {
  id: usize = 0;
  idSize: usize = 0;

  constructor(
    rootId: string,
    readonly create: RootFactory,
    readonly previous: Registration | null,
  ) {
    if (HAS_SEVERAL_ROOTS) {
      this.id = heap.alloc(encodedRoom(rootId));
      this.idSize = encode(rootId, this.id);
    }
  }
}

let last: Registration | null = null;

/** Registers a root id; logs and traps where it is registered already. */
export function register(rootId: string, create: RootFactory): void {
  const added = new Registration(rootId, create, last);
  if (HAS_SEVERAL_ROOTS && find(added.id, added.idSize) != null) {
    logIds("Cannot register again root id", added.id, added.idSize);
    unreachable();
  }
  last = added;
}

/**
 * Makes the root context that the proxy's `root_id` asks for: its own, or the one
 * under `""`, or the only one. Where there is none, logs the known ids and
 * returns `null`.
 */
export function createRoot(): RootContext | null {
  const only = last;
  if (!HAS_SEVERAL_ROOTS || (only != null && only.previous == null)) {
    return only == null ? null : only.create();
  }
  const at = scratch(encodedRoom("plugin_root_id"));
  const size = encode("plugin_root_id", at);
  proxy_get_property(at, size, outAddress(), outSize());
  const id: usize = outU32();
  const idSize: usize = load<u32>(outSize());
  let found = find(id, idSize);
  if (found == null) found = find(id, 0);
  if (found == null) {
    logIds("Cannot find root id", id, idSize);
    return null;
  }
  dropBlock();
  return found.create();
}

function find(id: usize, size: usize): Registration | null {
  let each = last;
  while (each != null) {
    if (each.idSize == size && isSame(each.id, id, size)) break;
    each = each.previous;
  }
  return each;
}

function isSame(one: usize, other: usize, size: usize): bool {
  for (let i: usize = 0; i < size; i++) {
    if (load<u8>(one + i) != load<u8>(other + i)) return false;
  }
  return true;
}

/**
 * Logs `problem`, the id that it is about, and the ids that are registered. Frees the host's
 * block, where the id may be.
 */
function logIds(problem: string, id: usize, idSize: usize): void {
  let room: usize = idSize + 64;
  let each = last;
  while (each != null) {
    room += each.idSize + 1;
    each = each.previous;
  }
  const start = scratch(room);
  let at = start + encode(problem, start);
  at = copy(id, idSize, at);
  at += encode("; registered:", at);
  each = last;
  while (each != null) {
    at = copy(each.id, each.idSize, at);
    each = each.previous;
  }
  // Before the host can call back.
  dropBlock();
  proxy_log(LogLevel.Error, start, at - start);
}

function copy(from: usize, size: usize, to: usize): usize {
  store<u8>(to, 0x20);
  memory.copy(to + 1, from, size);
  return to + 1 + size;
}
