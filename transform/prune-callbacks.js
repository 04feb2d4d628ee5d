import { isSdkPath, SDK } from "./sdk.js";

/**
 * @typedef {import("assemblyscript").ClassPrototype} ClassPrototype
 * @typedef {import("assemblyscript").Element} Element
 * @typedef {import("assemblyscript").Program} Program
 */

/** A callback of the ABI, or one of the two that only Envoy has. */
const CALLBACK = /^(proxy|envoy)_on_/;

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
 *
 * @param {Program} program
 */
export function pruneCallbacks(program) {
  const context = program.filesByName
    .get(`${SDK}assembly/contexts/context`)
    ?.exports?.get("Context");
  if (!context) return;
  const overridden = overriddenMethods(program, context);
  if (needsConfigure(program)) overridden.add("onConfigure");
  for (const exported of callbackExports(program)) {
    for (const name of [...exported.keys()]) {
      if (!CALLBACK.test(name) || ALWAYS.has(name)) continue;
      if (!overridden.has(methodName(name))) exported.delete(name);
    }
  }
}

/**
 * Collects what the SDK's files of callbacks export, whatever their ABI.
 *
 * @param {Program} program
 */
function callbackExports(program) {
  return [...program.filesByName]
    .filter(([path]) => path.startsWith(`${SDK}assembly/exports`))
    .flatMap(([, file]) => file.exports ?? []);
}

/**
 * Collects the methods of all classes below `base` that are not the SDK's.
 *
 * @param {Program} program
 * @param {Element} base
 */
function overriddenMethods(program, base) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const element of program.elementsByDeclaration.values()) {
    if (!isClass(element) || isSdkPath(element.internalName)) continue;
    if (!isBelow(element, base)) continue;
    for (const name of element.instanceMembers?.keys() ?? []) found.add(name);
  }
  return found;
}

/**
 * @param {Element} element
 * @returns {element is ClassPrototype}
 */
function isClass(element) {
  return "basePrototype" in element;
}

/**
 * @param {ClassPrototype} element
 * @param {Element} base
 */
function isBelow(element, base) {
  let prototype = element.basePrototype;
  while (prototype && prototype !== base) prototype = prototype.basePrototype;
  return prototype === base;
}

/**
 * Tells whether `proxy_on_configure` does something that no override shows: it
 * keeps the configuration for who reads it later, and rejects an unknown root id
 * where a module registers several. Reads the text, and keeps when in doubt.
 *
 * @param {Program} program
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

/**
 * `proxy_on_request_headers` → `onRequestHeaders`.
 *
 * @param {string} callback
 */
function methodName(callback) {
  return callback
    .slice("proxy_".length) // as long as "envoy_"
    .replace(/_(\w)/g, (_, /** @type {string} */ letter) =>
      letter.toUpperCase(),
    );
}
