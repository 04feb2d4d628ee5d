import type {
  BridgeFunction,
  BridgeFunctions,
} from "../../host/spec/bridge/bridge.ts";
import type { Kind } from "../../host/spec/bridge/kinds.ts";

/**
 * The declarations of the functions that a spec imports. The compiler takes the
 * name of the file, `spec-host`, as the import module.
 */
export function renderImports(functions: BridgeFunctions): string {
  const declarations = Object.entries(functions).map(
    ([name, { summary, takes, gives }]) =>
      `/** ${summary} */
      export declare function ${name}(${parameters(takes, "wire")}): ${gives.wire};`,
  );
  return declarations.join("\n\n");
}

/**
 * The functions that the testing API calls: those that are imported, wrapped where
 * a value has another type in the API than it has on its way to the host.
 */
export function renderApi(functions: BridgeFunctions): string {
  const all = Object.entries(functions);
  const plain = all.filter(([, each]) => conversionsOf(each).length === 0);
  const wrapped = all.filter(([, each]) => conversionsOf(each).length > 0);
  const conversions = wrapped.flatMap(([, each]) => conversionsOf(each));
  return `
    import * as imports from "./spec-host";
    ${wireImport("bytes", /^(buffer|bytes)/, conversions)}
    ${wireImport("lists", /^(encode|decode)/, conversions)}

    export { ${plain.map(([name]) => name).join(", ")} } from "./spec-host";

    ${wrapped.map(([name, each]) => wrapper(name, each)).join("\n\n")}
  `;
}

/** Imports the conversions of a file of `testing/wire`, by how their names begin. */
function wireImport(file: string, names: RegExp, used: string[]): string {
  const found = new Set(used.filter((name) => names.test(name)));
  return `import { ${[...found].sort().join(", ")} } from "../wire/${file}";`;
}

function wrapper(name: string, { summary, takes, gives }: BridgeFunction) {
  const args = Object.entries(takes).map(([key, { toWire }]) =>
    converted(key, toWire),
  );
  const call = converted(`imports.${name}(${args.join(", ")})`, gives.fromWire);
  const statement = gives.type === "void" ? call : `return ${call}`;
  return `/** ${summary} */
    export function ${name}(${parameters(takes, "type")}): ${gives.type} {
      ${statement};
    }`;
}

function parameters(
  takes: BridgeFunction["takes"],
  side: "wire" | "type",
): string {
  return Object.entries(takes)
    .map(([name, kind]) => `${name}: ${kind[side]}`)
    .join(", ");
}

function conversionsOf({ takes, gives }: BridgeFunction): string[] {
  const toWire = Object.values(takes).map((kind: Kind<unknown>) => kind.toWire);
  return [...toWire, gives.fromWire].filter((name) => name !== undefined);
}

function converted(value: string, conversion: string | undefined): string {
  return conversion === undefined ? value : `${conversion}(${value})`;
}
