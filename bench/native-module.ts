import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const SOURCES = join(import.meta.dirname, "peers/native");
const HOOKS = join(SOURCES, "hooks.c");

const LIBRARIES: Record<string, string[]> = {
  limiter: ["-lm"],
  "verify-jwt": ["-lcrypto"],
};

/** The name by which Envoy knows the dynamic module of a filter. */
export function nativeName(filter: string): string {
  return `bench-${filter}`;
}

/** Whether a filter has a source in `bench/peers/native`. */
export function hasNativeSource(filter: string): boolean {
  return existsSync(join(SOURCES, `${filter}.c`));
}

/**
 * Builds the dynamic module of a filter with the system's C compiler. Rejects where there is
 * none, or where a library is missing: `verify-jwt` needs OpenSSL's headers.
 */
export async function buildNativeModule(
  filter: string,
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await promisify(execFile)("cc", [
    ...["-O3", "-shared", "-fPIC", "-fvisibility=hidden"],
    ...["-o", join(folder, `lib${nativeName(filter)}.so`)],
    ...[join(SOURCES, `${filter}.c`), HOOKS, ...(LIBRARIES[filter] ?? [])],
  ]);
}
