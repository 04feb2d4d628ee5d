import { exportsOf } from "../../module/instance.ts";
import { SHAPES, type Pages, type Shape } from "./shapes.ts";

const PLUGIN = 1;
const WAIT = 0;

/**
 * Has streams wait in a module in Node's V8 while requests make garbage; then each finds out
 * whether what it kept is whole. Throws where one does not.
 */
export async function inNode(
  wasm: string,
  live: number,
  shape: Shape,
  garbage: number,
  requests: number,
): Promise<Pages> {
  const exports = await exportsOf(wasm);
  // A module has the callbacks alone that do something.
  const call = (name: string, ...args: number[]) =>
    (exports[name] as ((...args: number[]) => number) | undefined)?.(...args);
  const pages = () =>
    (exports.memory as WebAssembly.Memory).buffer.byteLength / 65_536;
  let last = PLUGIN;
  const begin = () => {
    call("proxy_on_context_create", ++last, PLUGIN);
    call("proxy_on_request_headers", last, 1, 0);
    return last;
  };
  call("proxy_on_context_create", PLUGIN, 0);
  call("proxy_on_configure", PLUGIN, 0);
  call("setOrder", WAIT, 0);
  const waiting = Array.from({ length: live }, begin);
  call("setOrder", SHAPES.indexOf(shape) + 1, garbage);
  const found = { before: pages(), half: 0, after: 0 };
  for (let i = 0; i < requests; i++) {
    call("proxy_on_delete", begin());
    if (i === requests >> 1) found.half = pages();
  }
  found.after = pages();
  for (const id of waiting) {
    call("proxy_on_request_body", id, 0, 1);
    call("proxy_on_delete", id);
  }
  const broken = call("brokenStreams");
  if (broken !== 0) throw new Error(`${broken} streams found theirs damaged`);
  return found;
}
