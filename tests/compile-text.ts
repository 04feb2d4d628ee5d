import { createHash } from "node:crypto";
import { join } from "node:path";
import { compile, type CompileOptions } from "./compile.ts";
import { putFile } from "./put-file.ts";
import { ROOT } from "../scripts/project/project-files.ts";

const ASCONFIG = {
  extends: "proxy-wasm-as/asconfig.json",
  targets: { release: {} },
};

/**
 * Compiles a filter given as text for release, and returns the module's path.
 *
 *     const wasm = await compileText('import { log } from "proxy-wasm-as"; …');
 */
export async function compileText(
  text: string,
  options: CompileOptions = {},
): Promise<string> {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const folder = `build/tests/text/${digest}`;
  const config = JSON.stringify(ASCONFIG);
  await putFile(join(ROOT, folder, "asconfig.json"), config);
  await putFile(join(ROOT, folder, "index.ts"), text);
  return compile(`${folder}/index.ts`, options);
}
