import { PLUGIN_CONTEXT } from "../contract/sdk.js";
import { basesOf, sdkClass } from "../source/filter-sources.js";
import { resolveType, typeOf } from "../source/resolve.js";
import { isNamedType } from "../source/syntax.js";
import { modelsOf } from "./models-of.js";
import { schemaOf } from "./schema.js";

/**
 * @typedef {import("assemblyscript").ClassPrototype} ClassPrototype
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("../source/registrations.js").Registration} Registration
 *
 * @typedef {object} PluginConfiguration
 * @property {string} rootId "" where the filter gives none.
 * @property {import("./schema.js").Schema} schema
 */

/**
 * Under which a program has its plugins' configurations for other transforms, of any
 * copy of this package: the command line writes them.
 */
export const CONFIGURATIONS = Symbol.for("proxy-wasm-as.configurations");

/**
 * Returns the JSON Schemas of what a filter's plugins are configured by, in the order in
 * which they are registered; only of those whose configuration is a class.
 *
 * @param {Program} program
 * @param {Registration[]} registrations
 * @returns {PluginConfiguration[]}
 */
export function configurationsOf(program, registrations) {
  const models = modelsOf(program);
  return registrations.flatMap(({ call, file }) => {
    const [node] = call?.typeArguments ?? [];
    const plugin = node && typeOf(file, node);
    const settings =
      plugin && settingsOf(program, /** @type {ClassPrototype} */ (plugin));
    const model = settings && models.get(settings);
    if (!model) return [];
    const [id] = /** @type {{ value?: unknown }[]} */ (
      /** @type {unknown} */ (call?.args ?? [])
    );
    const rootId = typeof id?.value === "string" ? id.value : "";
    return [{ rootId, schema: schemaOf(model, models) }];
  });
}

/**
 * Returns the class that a plugin's configuration is: what `PluginContext` is given, which
 * may be a parameter of a class between the two.
 *
 * @param {Program} program
 * @param {ClassPrototype} plugin
 */
function settingsOf(program, plugin) {
  const base = sdkClass(program, PLUGIN_CONTEXT);
  const classes = [plugin, ...basesOf(plugin)];
  let at = classes.findIndex(({ basePrototype }) => basePrototype === base);
  for (let parameter = 0; at >= 0; at--) {
    const { parent, extendsNode, typeParameterNodes } = classes[at];
    const node = extendsNode?.typeArguments?.[parameter];
    if (!node || !isNamedType(node)) return undefined;
    parameter = (typeParameterNodes ?? []).findIndex(
      ({ name }) => name.text === node.name.identifier.text,
    );
    if (parameter < 0) return resolveType(parent, node.name) ?? undefined;
  }
  return undefined;
}
