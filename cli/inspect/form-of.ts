import { readInterface } from "../../host/engine/wasm/module-interface.ts";

/** Where a proxy can have a plugin, as a deployment's key `form` says it. */
export type Form = "http" | "network" | "accessLog" | "service";

/** By which exports a module shows what its contexts are for; the first that fits counts. */
const FORMS: [form: Form, pattern: RegExp][] = [
  ["http", /^proxy_on_(request|response)_/],
  ["network", /^proxy_on_(new_connection|(down|up)stream_)/],
  ["accessLog", /^proxy_on_log$/],
  ["service", /^proxy_on_(tick|queue_ready)$/],
];

/**
 * The form of a filter that was built with this package, whose module exports only the
 * callbacks that its contexts override; undefined if they leave it open.
 *
 *     formOf(await readFile("build/release.wasm")); // "network"
 */
export function formOf(module: Uint8Array): Form | undefined {
  const names = exportsOf(module);
  return FORMS.find(([, pattern]) =>
    names.some((each) => pattern.test(each)),
  )?.[0];
}

function exportsOf(module: Uint8Array): string[] {
  try {
    return [...readInterface(module).functions.keys()];
  } catch {
    // Whoever loads it says what is wrong with it.
    return [];
  }
}
