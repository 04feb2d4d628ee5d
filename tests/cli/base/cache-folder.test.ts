import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { cacheFolder } from "../../../cli/base/cache-folder.ts";

test("cacheFolder follows each system's convention, and XDG_CACHE_HOME", () => {
  const env = { HOME: "/me" };
  const cases: [NodeJS.ProcessEnv, NodeJS.Platform, string][] = [
    [env, "linux", join("/me", ".cache")],
    [env, "darwin", join("/me", "Library", "Caches")],
    [env, "win32", join("/me", "AppData", "Local")],
    [{ ...env, LOCALAPPDATA: "/local" }, "win32", "/local"],
    [{ ...env, XDG_CACHE_HOME: "/cache" }, "darwin", "/cache"],
    [{ ...env, XDG_CACHE_HOME: "" }, "linux", join("/me", ".cache")],
  ];
  for (const [given, platform, expected] of cases) {
    assert.equal(cacheFolder(given, platform), expected);
  }
});
