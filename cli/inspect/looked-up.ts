import { callbackSignature } from "../../host/abi/callback-signatures.ts";
import { knows } from "./proxy-versions.ts";
import type { Subject } from "./subject.ts";

/** What a proxy calls once, after `_initialize`. */
const MAIN: Record<string, string> = { main: "ii>i", __main_void: ">i" };

/**
 * The type that the proxy wants of a module's export, or undefined where it does not
 * look for the name.
 *
 *     lookedUp(subject, "proxy_on_tick") // "i>"
 */
export function lookedUp(
  { proxy, module, abi }: Subject,
  name: string,
): string | undefined {
  if (!knows(proxy, name)) return undefined;
  const initializes =
    module.functions.has("_initialize") && knows(proxy, "_initialize");
  if (name in MAIN) return initializes ? MAIN[name] : undefined;
  if (name === "_start" && initializes && knows(proxy, "main"))
    return undefined;
  return callbackSignature(proxy.generation.speaks ?? abi, name);
}
