import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = "proxy-wasm-as";

/**
 * The folder of this package: the nearest one above this file whose `package.json` is
 * named `proxy-wasm-as`.
 *
 * Throws when there is none, which means that this file was copied out of the package.
 *
 *     join(packageRoot(), ".envoy")
 */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!isPackage(folder)) {
    const parent = dirname(folder);
    if (parent === folder) {
      throw new Error(
        `No package.json named ${PACKAGE} was found above this file.`,
      );
    }
    folder = parent;
  }
  return folder;
}

function isPackage(folder: string): boolean {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return false;
  const text = readFileSync(file, "utf8");
  return (JSON.parse(text) as { name?: string }).name === PACKAGE;
}
