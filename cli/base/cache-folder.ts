import { homedir } from "node:os";
import { join } from "node:path";

/**
 * The folder where this user's programs keep what they can fetch again:
 * `$XDG_CACHE_HOME`, or else `%LOCALAPPDATA%` on Windows, `~/Library/Caches` on macOS
 * and `~/.cache` elsewhere.
 *
 *     cacheFolder(process.env, "linux"); // "~/.cache"
 */
export function cacheFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = env;
  if (XDG_CACHE_HOME) return XDG_CACHE_HOME;
  const home = HOME || homedir();
  if (platform === "win32") {
    return LOCALAPPDATA || join(home, "AppData", "Local");
  }
  return platform === "darwin"
    ? join(home, "Library", "Caches")
    : join(home, ".cache");
}
