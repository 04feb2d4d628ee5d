import { callbackSignature } from "../../host/abi/callback-signatures.ts";
import { knows } from "./proxy-versions.ts";
import type { Subject } from "./subject.ts";

/**
 * The type that the proxy wants of a module's export, or undefined where it does not
 * look for the name.
 *
 *     expectedExportType(subject, "proxy_on_tick") // "i>"
 */
export function expectedExportType(
  { proxy, module, abi }: Subject,
  name: string,
): string | undefined {
  const own = proxy.platform?.callbacks?.[name];
  if (own !== undefined) return own;
  if (!knows(proxy, name)) return undefined;
  // The proxies before those with main look for _start beside _initialize.
  const initializes =
    module.functions.has("_initialize") && knows(proxy, "main");
  return callbackSignature(proxy.generation.speaks ?? abi, name, initializes);
}
