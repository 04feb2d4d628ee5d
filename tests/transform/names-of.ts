import { readFile } from "node:fs/promises";

/** Returns the names of a module's functions, as one text. */
export async function namesOf(wasm: string): Promise<string> {
  const module = new WebAssembly.Module(await readFile(wasm));
  const [names] = WebAssembly.Module.customSections(module, "name");
  return Buffer.from(names ?? "").toString("latin1");
}
