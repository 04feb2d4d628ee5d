import { copyFile, cp } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { ROOT } from "../../scripts/project/project-files.ts";
import { tempFolder } from "../temp-folder.ts";

/**
 * A copy of the filter add-header in a folder where the compiler finds the SDK. It is
 * removed after the test.
 */
export async function projectCopy(t: TestContext): Promise<string> {
  const folder = await tempFolder(t, join(ROOT, "build"));
  const example = join(ROOT, "examples/add-header");
  await cp(join(example, "assembly"), join(folder, "assembly"), {
    recursive: true,
  });
  await copyFile(join(example, "asconfig.json"), join(folder, "asconfig.json"));
  return folder;
}
