import { join } from "node:path";
import { ROOT } from "../../scripts/project/project-files.ts";
import { compile, type CompileOptions } from "../compile.ts";
import { instantiate } from "./instance.ts";

/** The code for documents that are short, of a module that also reads long ones. */
export const SHORT: CompileOptions = {
  args: ["--transform", join(ROOT, "tests/module/transforms/short-json.js")],
  variant: "-short",
};

/** Returns what a module makes of a document: faults, or the class written as JSON. */
export async function loadModels(
  options: CompileOptions = {},
  filter = "models",
): Promise<(name: string, document: Uint8Array) => string> {
  const { memory, call } = await instantiate(
    await compile(`tests/module/filters/${filter}.ts`, options),
  );
  return (name, document) => {
    // Memory that grows has another buffer.
    const room = call("room", document.length);
    new Uint8Array(memory.buffer).set(document, room);
    const size = call(name);
    return Buffer.from(memory.buffer, call("place"), size).toString();
  };
}
