import {
  proxy_dequeue_shared_queue,
  proxy_enqueue_shared_queue,
  proxy_get_property,
  proxy_register_shared_queue,
  proxy_resolve_shared_queue,
} from "proxy-wasm-as/assembly/abi/env";
import { bytesOf } from "./hex";
import { argument, at, OUT, taken, UNTOUCHED } from "./out";

/** The length of a scenario's name, with which its VM ids begin. */
const NAME_SIZE = 4;

/** The queue that was registered or resolved last; its number varies. */
let queue: u32 = 0;

/** Whether a number is that of the last queue. */
export function isLastQueue(token: u32): bool {
  return token == queue;
}

/** Calls a host function of queues and returns its result. */
export function callQueue(words: string[]): string {
  const verb = words[0];
  if (verb == "dequeue-queue") {
    return taken(proxy_dequeue_shared_queue(queue, OUT, OUT + 4));
  }
  if (verb == "forget-queue") {
    queue = 0x7fffffff;
    return "";
  }
  const last = bytesOf(argument(words, words.length - 1));
  if (verb == "enqueue-queue") {
    return proxy_enqueue_shared_queue(
      queue,
      at(last),
      last.byteLength,
    ).toString();
  }
  if (verb == "register-queue") {
    return known(proxy_register_shared_queue(at(last), last.byteLength, OUT));
  }
  const vm = bytesOf(
    words.length < 3 ? "" : scenario() + words[1].replaceAll("-", ""),
  );
  return known(
    proxy_resolve_shared_queue(
      at(vm),
      vm.byteLength,
      at(last),
      last.byteLength,
      OUT,
    ),
  );
}

function known(status: i32): string {
  const token = load<u32>(OUT);
  if (token == UNTOUCHED) return status.toString() + " untouched";
  const isSame = token == queue;
  queue = token;
  return status.toString() + (isSame ? " same" : " new");
}

function scenario(): string {
  const path = bytesOf("plugin_name");
  const status = proxy_get_property(at(path), path.byteLength, OUT, OUT + 4);
  store<u32>(OUT + 8, UNTOUCHED);
  const name = taken(status).substr(2, NAME_SIZE);
  store<u32>(OUT, UNTOUCHED);
  return name;
}
