import { envoy_resolve_dns } from "../abi/env";
import { Status } from "../abi/enums";
import { encode, encodedRoom } from "../abi/utf8";

/** What was asked; static memory, as globals would cost every filter a name each. */
@unmanaged
class Questions {
  /** The name that is asked now, and was not answered yet. */
  asking: usize = 0;
  /** A pinned map from the host's numbers to names, 0 before the first. */
  names: usize = 0;
}

const questions = changetype<Questions>(memory.data(8, 8));

/** Asks the proxy to resolve a host name. */
export function resolveDns(name: string): Status {
  // The host may answer before it returns, and what then runs may ask again: the
  // shared memory of other calls would be overwritten.
  const room = heap.alloc(8 + encodedRoom(name));
  store<u32>(room, 0);
  const outer = questions.asking;
  questions.asking = changetype<usize>(name);
  const size = encode(name, room + 8);
  const status: Status = envoy_resolve_dns(room + 8, size, room);
  const isOpen = questions.asking != 0;
  questions.asking = outer;
  if (status == Status.Ok && isOpen) names().set(load<u32>(room), name);
  heap.free(room);
  return status;
}

/** Returns the name that an answer of the host is for; `null` for no question. */
export function takeQuestion(token: u32): string | null {
  if (questions.names != 0 && names().has(token)) {
    const name = names().get(token);
    names().delete(token);
    return name;
  }
  const name = changetype<string | null>(questions.asking);
  questions.asking = 0;
  return name;
}

// Pinned, and without its type: a global of a Map's type would bring the code of
// Map into every module.
function names(): Map<u32, string> {
  if (questions.names == 0) {
    questions.names = __pin(changetype<usize>(new Map<u32, string>()));
  }
  return changetype<Map<u32, string>>(questions.names);
}
