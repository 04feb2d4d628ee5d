/**
 * Tries each release of the compiler that package.json lets filters build with, up to
 * the newest in the registry, and the newest that it does not.
 *
 *     npm run check:compilers
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildExample, installCompiler, tryCompiler } from "./try-compiler.ts";
import { OLDEST, patchOf, PINNED, releases } from "./versions.ts";

const all = await releases();
const isSupported = (version: string) => patchOf(version) >= patchOf(OLDEST);
const tooOld = all.filter((version) => !isSupported(version)).slice(-1);
const root = await mkdtemp(join(tmpdir(), "proxy-wasm-compilers-"));
try {
  for (const version of [...tooOld, ...all.filter(isSupported)]) {
    const folder = join(root, version);
    await installCompiler(folder, version);
    if (isSupported(version)) await report(folder, version);
    else await reportRefusal(folder, version);
    await rm(folder, { recursive: true });
  }
} finally {
  await rm(root, { recursive: true, force: true });
}

async function report(folder: string, version: string): Promise<void> {
  const { failures, differing } = await tryCompiler(folder);
  const modules =
    differing.length === 0
      ? `the same modules as ${PINNED}`
      : `other modules than ${PINNED}: ${differing.join(", ")}`;
  console.log(
    `assemblyscript ${version}: ${failures.length} failures, ${modules}`,
  );
  for (const failure of failures) console.log(failure);
  if (failures.length > 0) process.exitCode = 1;
}

async function reportRefusal(folder: string, version: string): Promise<void> {
  const printed = await buildExample(folder);
  const isRefused = printed.includes(
    `cannot build with assemblyscript ${version}`,
  );
  console.log(
    `assemblyscript ${version}: ${isRefused ? "refused" : "not refused"}`,
  );
  console.log(printed.trim());
  if (!isRefused) process.exitCode = 1;
}
