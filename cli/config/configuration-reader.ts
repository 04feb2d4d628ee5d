import type { Program } from "assemblyscript";

/** A JSON Schema, as an object. */
export type JsonSchema = Record<string, unknown>;

/** What a plugin of a filter is configured by. */
export interface PluginConfiguration {
  /** "" if the filter gives none. */
  rootId: string;
  schema: JsonSchema;
}

/** An asc transform that changes nothing and keeps the program. */
export interface ConfigurationReader {
  afterInitialize(program: Program): void;
  /** In the order of the registrations, once the filter is compiled. */
  configurations(): PluginConfiguration[];
}

/** Under which the SDK's transform leaves them; see `transform/models/configurations.js`. */
const CONFIGURATIONS = Symbol.for("proxy-wasm-as.configurations");

/**
 * Reads the JSON Schemas of a filter's configurations while asc compiles it with the
 * SDK's transform.
 *
 *     const reader = configurationReader();
 *     await asc.main(args, { transforms: [reader] });
 *     reader.configurations(); // [{ rootId: "my_filter", schema: { … } }]
 */
export function configurationReader(): ConfigurationReader {
  let left: { [CONFIGURATIONS]?: PluginConfiguration[] } = {};
  return {
    afterInitialize(program) {
      left = program as unknown as typeof left;
    },
    configurations: () => left[CONFIGURATIONS] ?? [],
  };
}
