import { existsSync, readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { extension, type EnvoyObject } from "../cli/envoy/extension.ts";
import { packageRoot } from "../cli/base/package-root.ts";
import type { PluginOrObject } from "../cli/envoy/wasm-extension.ts";
import { filterModule, floorModule, hasFloor } from "./modules.ts";
import { nativeName } from "./native-module.ts";
import type { Work } from "./work.ts";

/** One of several filters that do the same work. */
export interface Variant {
  name: string;
  /** Undefined for the run without a filter. */
  filter?: PluginOrObject;
  /** How often it is in the chain, each time as a plugin of its own; once by default. */
  copies?: number;
  /** The module, if the filter is one. */
  wasm?: string;
  /** A process that it has beside Envoy, whose CPU time counts as well. */
  pid?: number;
}

/** The peers whose modules a folder may contain, such as `add-header.rust.wasm`. */
const PEERS = ["cpp", "rust", "go", "gcore", "soloio-npm"];

/** The root id that solo-io's modules register; the others accept any. */
export const ROOT_ID = "f";

/** Not empty, since solo-io's modules would trap. */
const CONFIGURATION = "world";

/** The variants of a work: none, native, Lua, the floor, ours, and the peers'. */
export async function variantsOf(
  work: Work,
  peers: string | undefined,
): Promise<Variant[]> {
  const floor = work.floor ?? work.filter;
  const wasm = (name: string, file: string) => wasmVariant(work, name, file);
  const lua = luaFilter(work.filter);
  const native = nativeFilter(work, peers);
  return [
    { name: "none" },
    ...(work.native ? [{ name: "native", filter: work.native }] : []),
    ...(native ? [{ name: "module", filter: native }] : []),
    ...(lua ? [{ name: "lua", filter: lua }] : []),
    ...(hasFloor(floor) ? [wasm("floor", await floorModule(floor))] : []),
    wasm("ours", await filterModule(work.filter)),
    ...peerVariants(work, peers),
  ];
}

function peerVariants(work: Work, folders: string | undefined): Variant[] {
  return PEERS.flatMap((peer) => {
    const wasm =
      peerModule(work.filter, peer, folders) ??
      (work.peer && peerModule(work.peer, peer, folders));
    return wasm === undefined ? [] : [wasmVariant(work, peer, wasm)];
  });
}

/** A filter's module of a peer, in the first of the folders that has it. */
export function peerModule(
  filter: string,
  peer: string,
  folders: string | undefined,
): string | undefined {
  return folders
    ?.split(delimiter)
    .map((folder) => join(folder, `${filter}.${peer}.wasm`))
    .find((file) => existsSync(file));
}

function wasmVariant(work: Work, name: string, wasm: string): Variant {
  const { configuration = CONFIGURATION, holdsHeaders } = work;
  const plugin = {
    ...{ wasm, name, rootId: ROOT_ID, configuration },
    // Workers share data by the name of the VM.
    vmId: name,
    allowOnHeadersStopIteration: holdsHeaders,
  };
  return { name, wasm, filter: plugin };
}

/** The dynamic module of a work, where it is built; see `bench/native-module.ts`. */
export function nativeFilter(
  { filter, configuration = CONFIGURATION }: Work,
  folders: string | undefined,
): EnvoyObject | undefined {
  const name = nativeName(filter);
  const found = folders
    ?.split(delimiter)
    .find((each) => existsSync(join(each, `lib${name}.so`)));
  if (found === undefined) return undefined;
  // Envoy, which is started from this process, looks there.
  process.env.ENVOY_DYNAMIC_MODULES_SEARCH_PATH = resolve(found);
  return extension(
    "envoy.filters.http.dynamic_modules",
    "envoy.extensions.filters.http.dynamic_modules.v3.DynamicModuleFilter",
    {
      dynamic_module_config: { name, do_not_close: true },
      filter_name: filter,
      filter_config: {
        "@type": "type.googleapis.com/google.protobuf.StringValue",
        value: configuration,
      },
    },
  );
}

/** Envoy's Lua filter with a script of `bench/lua`, where there is one. */
export function luaFilter(script: string | undefined): EnvoyObject | undefined {
  const name = script?.replaceAll("_", "-");
  const file = join(packageRoot(), `bench/lua/${name}.lua`);
  if (!existsSync(file)) return undefined;
  return extension(
    "envoy.filters.http.lua",
    "envoy.extensions.filters.http.lua.v3.Lua",
    { default_source_code: { inline_string: readFileSync(file, "utf8") } },
  );
}
