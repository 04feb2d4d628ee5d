import {
  hasOneRegistration,
  filterContexts,
  filterTexts,
} from "./filter-sources.js";
import { SDK } from "./sdk.js";

/** @typedef {import("assemblyscript").Program} Program */

/** A callback of the ABI, or one of the two that only Envoy has. */
const CALLBACK = /^(proxy|envoy)_on_/;

/** What makes and forgets the contexts of a filter. */
const LIFE_CYCLE = ["proxy_on_context_create", "proxy_on_delete"];

/**
 * Drops the exports of callbacks that no class of the filter overrides: the host
 * then takes their default without entering the VM. A callback and its method
 * have the same name, `proxy_on_request_headers` and `onRequestHeaders`.
 *
 * @param {Program} program
 * @param {boolean} isStateless Whether the filter has no contexts.
 */
export function pruneCallbacks(program, isStateless) {
  const needed = overriddenMethods(program);
  if (!isStateless && needsConfigure(program)) needed.add("onConfigure");
  const always = ["proxy_on_memory_allocate"].concat(
    isStateless ? [] : LIFE_CYCLE,
  );
  for (const exported of callbackExports(program)) {
    for (const name of [...exported.keys()]) {
      if (!CALLBACK.test(name) || always.includes(name)) continue;
      if (!needed.has(methodName(name))) exported.delete(name);
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
 * Collects the methods of the filter's contexts.
 *
 * @param {Program} program
 */
function overriddenMethods(program) {
  const members = filterContexts(program).flatMap(({ instanceMembers }) => [
    ...(instanceMembers?.keys() ?? []),
  ]);
  return new Set(members);
}

/**
 * Tells whether `proxy_on_configure` does something that no override shows: it
 * keeps the configuration for who reads it later, and rejects an unknown root id
 * where a module registers several. Reads the text, and keeps when in doubt.
 *
 * @param {Program} program
 */
function needsConfigure(program) {
  return (
    !hasOneRegistration(program) ||
    filterTexts(program).some((text) => /\bconfiguration\b/.test(text))
  );
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
