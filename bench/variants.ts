import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { extension, type EnvoyObject } from "../cli/envoy/extension.ts";
import { packageRoot } from "../cli/base/package-root.ts";
import type { PluginOrObject } from "../cli/envoy/wasm-extension.ts";
import { filterModule, floorModule } from "./modules.ts";
import type { Work } from "./works.ts";

/** One of several filters that do the same work. */
export interface Variant {
  name: string;
  /** Undefined for the run without a filter. */
  filter?: PluginOrObject;
  /** The module, if the filter is one. */
  wasm?: string;
}

/** The peers whose modules a folder may contain, such as `add_header.rust.wasm`. */
const PEERS = ["cpp", "rust", "go", "gcore", "soloio-npm"];

/** The root id that solo-io's modules register; the others accept any. */
const ROOT_ID = "f";

/** Not empty, since solo-io's modules would trap. */
const configuration = "world";

/** The variants of a work: none, native, Lua, the floor, ours, and the peers'. */
export async function variantsOf(
  work: Work,
  peers: string | undefined,
): Promise<Variant[]> {
  const lua = luaFilter(work.filter) ?? luaFilter(work.peer);
  return [
    { name: "none" },
    ...(work.native ? [{ name: "native", filter: work.native }] : []),
    ...(lua ? [{ name: "lua", filter: lua }] : []),
    wasmVariant("floor", await floorModule(work.filter)),
    wasmVariant("ours", await filterModule(work.filter)),
    ...peerVariants(work, peers),
  ];
}

function peerVariants(work: Work, folder: string | undefined): Variant[] {
  if (folder === undefined || work.peer === undefined) return [];
  return PEERS.map((peer) => ({
    peer,
    wasm: join(folder, `${work.peer}.${peer}.wasm`),
  }))
    .filter(({ wasm }) => existsSync(wasm))
    .map(({ peer, wasm }) => wasmVariant(peer, wasm));
}

function wasmVariant(name: string, wasm: string): Variant {
  return { name, wasm, filter: { wasm, name, rootId: ROOT_ID, configuration } };
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
