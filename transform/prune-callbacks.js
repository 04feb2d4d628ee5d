import { isSdkPath, SDK } from "./sdk.js";

/** These serve every filter, whatever it overrides. */
const ALWAYS = new Set([
  "proxy_on_memory_allocate",
  "proxy_on_context_create",
  "proxy_on_delete",
]);

/**
 * Drops the exports of callbacks that no class of the filter overrides: the host
 * then takes their default without entering the VM. A callback and its method
 * have the same name, `proxy_on_request_headers` and `onRequestHeaders`.
 */
export function pruneCallbacks(program) {
  const exported = program.filesByName.get(`${SDK}assembly/exports`)?.exports;
  const context = program.filesByName
    .get(`${SDK}assembly/contexts/context`)
    ?.exports?.get("Context");
  if (!exported || !context) return;
  const overridden = overriddenMethods(program, context);
  if (needsConfigure(program)) overridden.add("onConfigure");
  for (const name of [...exported.keys()]) {
    if (!name.startsWith("proxy_on_") || ALWAYS.has(name)) continue;
    if (!overridden.has(methodName(name))) exported.delete(name);
  }
}

/** Collects the methods of all classes below `base` that are not the SDK's. */
function overriddenMethods(program, base) {
  const found = new Set();
  for (const element of program.elementsByDeclaration.values()) {
    if (isSdkPath(element.internalName) || !isBelow(element, base)) continue;
    for (const name of element.instanceMembers?.keys() ?? []) found.add(name);
  }
  return found;
}

function isBelow(element, base) {
  let prototype = element.basePrototype;
  while (prototype && prototype !== base) prototype = prototype.basePrototype;
  return prototype === base;
}

/**
 * Tells whether `proxy_on_configure` does something that no override shows: it
 * keeps the configuration for who reads it later, and rejects an unknown root id
 * where a module registers several. Reads the text, and keeps when in doubt.
 */
function needsConfigure(program) {
  let registrations = 0;
  for (const source of program.sources) {
    if (source.isLibrary || isSdkPath(source.internalPath)) continue;
    if (/\bconfiguration\b/.test(source.text)) return true;
    registrations += source.text.match(/^register\w+Context</gm)?.length ?? 0;
  }
  return registrations !== 1;
}

/** `proxy_on_request_headers` → `onRequestHeaders`. */
function methodName(callback) {
  return callback
    .slice("proxy_".length)
    .replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
}
