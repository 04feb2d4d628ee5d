import { PAUSES, TIMERS } from "./drop-scripts.js";
import { isStateless } from "./share-context.js";
import { BASE_CLASSES, EXPORTS } from "../contract/sdk.js";
import { basesOf, filterContexts } from "../source/filter-sources.js";
import { hasOneRegistration } from "../source/registrations.js";
import { textsOfAuthors } from "../source/sdk.js";

/**
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("../source/registrations.js").Registration} Registration
 */

/** A callback of the ABI, or one of the two that only Envoy has. */
const CALLBACK = /^(proxy|envoy)_on_/;

/** What makes and forgets the contexts of a filter. */
const LIFE_CYCLE = ["proxy_on_context_create", "proxy_on_delete"];

/**
 * Answers go to functions as well as to methods: a callback of these is kept also
 * where the filter's sources have a name that leads to it.
 *
 * @type {[callbacks: RegExp, names: RegExp][]}
 */
const BY_NAME = [
  [/^proxy_on_http_call_response$/, /\b(HttpCall|forwardRequest)\b/],
  [/^proxy_on_tick$/, PAUSES],
  [/^proxy_on_tick$/, TIMERS],
  [/^proxy_on_queue_ready$/, /\bwaitForItem(Bytes)?\b/],
  [/^proxy_on_grpc_(receive|close)$/, /\bGrpc(Call|Stream)\b/],
  [/^proxy_on_grpc_receive_initial/, /\bon(GrpcStream)?InitialMetadata\b/],
  [/^proxy_on_grpc_receive_trailing/, /\bon(GrpcStream)?TrailingMetadata\b/],
];

/**
 * The methods of handlers, and the callbacks that run them; and more of these where they
 * wait for more of their message than its headers.
 *
 * @type {[method: string, callbacks: string[], more: string[]][]}
 */
const METHODS_OF_HANDLERS = [
  ["onRequest", ["onRequestHeaders"], ["onRequestBody", "onRequestTrailers"]],
  [
    "onResponse",
    ["onResponseHeaders"],
    ["onResponseBody", "onResponseTrailers"],
  ],
  ["onDownstream", ["onNewConnection", "onDownstreamData"], []],
  ["onUpstream", ["onUpstreamData"], []],
];

/** What waits for more of a message than its headers. */
const WAITS_FOR_MORE = /\.\s*(collect|next|waitForTrailers)\s*\(/;

/**
 * Drops the exports of callbacks that no class of the filter overrides: the host
 * then takes their default without entering the VM. A callback and its method
 * have the same name, `proxy_on_request_headers` and `onRequestHeaders`.
 *
 * @param {Program} program
 * @param {Registration[]} registrations
 */
export function pruneCallbacks(program, registrations) {
  const needed = overriddenMethods(program);
  // A plugin of the SDK's own starts it.
  if (registrations.some(({ name }) => name === "registerPluginTask"))
    needed.add("onConfigure");
  const hasContexts = !isStateless(program, registrations);
  if (hasContexts && needsConfigure(program, registrations))
    needed.add("onConfigure");
  const always = ["proxy_on_memory_allocate"].concat(
    hasContexts ? LIFE_CYCLE : [],
  );
  for (const exported of callbackExports(program)) {
    for (const name of [...exported.keys()]) {
      if (!CALLBACK.test(name) || always.includes(name)) continue;
      if (needed.has(methodName(name)) || isNamed(program, name)) continue;
      exported.delete(name);
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
    .filter(([path]) => path.startsWith(EXPORTS))
    .flatMap(([, file]) => file.exports ?? []);
}

/**
 * Collects the methods of the filter's contexts, and of what they extend of the SDK's
 * besides the three that have all callbacks.
 *
 * @param {Program} program
 */
function overriddenMethods(program) {
  const contexts = filterContexts(program);
  const bases = contexts
    .flatMap(basesOf)
    .filter(({ internalName }) => !BASE_CLASSES.includes(internalName));
  const members = [...contexts, ...bases].flatMap(({ instanceMembers }) => [
    ...(instanceMembers?.keys() ?? []),
  ]);
  const hasMore = textsOfAuthors(program).some((text) =>
    WAITS_FOR_MORE.test(text),
  );
  for (const [method, callbacks, more] of METHODS_OF_HANDLERS)
    if (members.includes(method))
      members.push(...callbacks, ...(hasMore ? more : []));
  return new Set(members);
}

/**
 * Tells whether `proxy_on_configure` does something that no override shows: it
 * keeps the configuration for who reads it later, and rejects an unknown root id
 * where a module registers several. Reads the text of all sources, those of packages
 * too, and keeps when in doubt.
 *
 * @param {Program} program
 * @param {Registration[]} registrations
 */
function needsConfigure(program, registrations) {
  return (
    !hasOneRegistration(registrations) ||
    textsOfAuthors(program).some((text) => /\bconfiguration\b/.test(text))
  );
}

/**
 * Tells whether a source has a name that leads to a callback, also a library's.
 *
 * @param {Program} program
 * @param {string} callback
 */
function isNamed(program, callback) {
  const rules = BY_NAME.filter(([callbacks]) => callbacks.test(callback));
  return textsOfAuthors(program).some((text) =>
    rules.some(([, names]) => names.test(text)),
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
