import { RestrictedCall } from "./restriction.ts";
import type { ModuleInterface } from "./wasm/module-interface.ts";

/** The frames that Envoy logs, more than V8 keeps by default. */
export const MAX_FRAMES = 20;

const FRAME =
  /^ +at (?:(.+) \()?wasm:\/\/wasm\/\S*?:wasm-function\[(\d+)\]:(0x[0-9a-f]+)\)?$/;

/**
 * What Envoy logs about a call that ended in a trap: the function, the engine's
 * message, and the filter's stack if the module has names.
 *
 *     trapMessage("proxy_on_tick", error, module.interface);
 */
export function trapMessage(
  callback: string,
  error: Error,
  { hasNames, addedBytes }: ModuleInterface,
): string {
  const message = `Function: ${callback} failed: Uncaught ${error.name}: ${error.message}`;
  if (!hasNames) return message;
  const frames = (error.stack ?? "")
    .split("\n")
    .flatMap((line) => frameOf(line, addedBytes))
    .slice(0, MAX_FRAMES)
    .map((frame, index) => `${String(index).padStart(3)}: ${frame}`);
  return [message, "Proxy-Wasm plugin in-VM backtrace:", ...frames].join("\n");
}

/** Whether an error is the module's own fault, which ends its VM. */
export function isTrap(error: unknown): error is Error {
  if (error instanceof RangeError) return error.message.includes("call stack");
  return (
    error instanceof WebAssembly.RuntimeError || error instanceof RestrictedCall
  );
}

function frameOf(line: string, addedBytes: number): string[] {
  const [, name, index, address] = FRAME.exec(line) ?? [];
  if (address === undefined) return [];
  const inFile = `0x${(Number(address) - addedBytes).toString(16)}`;
  return [` ${inFile} - ${name ?? `unknown(function index:${index})`}`];
}
