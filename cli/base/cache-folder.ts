import { homedir } from "node:os";
import { join } from "node:path";

/**
 * The folder in which this user's programs keep what they can fetch again:
 * `$XDG_CACHE_HOME`, `%LOCALAPPDATA%` on Windows, `~/Library/Caches` on macOS, and
 * `~/.cache`.
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
