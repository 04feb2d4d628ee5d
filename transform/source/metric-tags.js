import { METRIC_FAMILIES } from "../contract/sdk.js";
import { resolveType } from "./resolve.js";
import { sourcesOfAuthors } from "./sdk.js";
import { isNew, isText, nodesIn } from "./syntax.js";

/**
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").Program} Program
 */

/**
 * Under which a program has the tags of its metrics for other transforms, of any copy of
 * this package: the command line writes them.
 */
export const METRIC_TAGS = Symbol.for("proxy-wasm-as.metric-tags");

const FAMILIES = /\b(Counter|Gauge|Histogram)Family\b/;

/**
 * Returns the names of the tags that metrics of a filter have, each once and in order, where
 * they stand as texts in a list.
 *
 * @param {Program} program
 * @returns {string[]}
 */
export function metricTagsIn(program) {
  const tags = sourcesOfAuthors(program).flatMap((source) => {
    const file = program.filesByName.get(source.internalPath);
    if (!file || !FAMILIES.test(source.text)) return [];
    return [...nodesIn(source)].flatMap((node) => {
      if (!isNew(node)) return [];
      const name = resolveType(file, node.typeName)?.internalName;
      if (!name || !METRIC_FAMILIES.includes(name)) return [];
      const [, list] = node.args;
      const { elementExpressions } =
        /** @type {{ elementExpressions?: Expression[] }} */ (list ?? {});
      return (elementExpressions ?? [])
        .filter(isText)
        .map(({ value }) => value);
    });
  });
  return [...new Set(tags)].toSorted();
}
