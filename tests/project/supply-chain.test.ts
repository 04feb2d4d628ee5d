import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../../scripts/project/project-files.ts";

/** The entry of a package in package-lock.json. */
interface Locked {
  version?: string;
  integrity?: string;
  resolved?: string;
  license?: string;
  link?: boolean;
  hasInstallScript?: boolean;
}

const { packages } = JSON.parse(
  readFileSync(join(ROOT, "package-lock.json"), "utf8"),
) as { packages: Record<string, Locked> };

/** The packages of others; ours are folders here, and links to them. */
const others = Object.entries(packages).filter(
  ([path, { link }]) => path.includes("node_modules/") && link !== true,
);

/** Licences that ask for no more than to be passed on with the code. */
const LICENCES = [
  ...["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause"],
  ...["BlueOak-1.0.0", "CC0-1.0", "Unlicense", "(Apache-2.0 AND BSD-3-Clause)"],
];

/** Packages whose package.json says it in a form that npm no longer reads. */
const READ_BY_HAND = new Map([["memorystream", "MIT"]]);

/** Packages that run a program when they are installed, and why we let them. */
const INSTALL_SCRIPTS = ["esbuild", "fsevents"];

function nameOf(path: string): string {
  return path.replace(/^.*node_modules\//, "");
}

test("package-lock.json pins each package by a digest that npm checks", () => {
  const loose = others.filter(
    ([, { integrity = "" }]) => !integrity.startsWith("sha512-"),
  );
  assert.deepEqual(loose, []);
});

test("package-lock.json takes packages from a registry alone, by no URL of their own", () => {
  const elsewhere = others.filter(([, { resolved }]) => resolved !== undefined);
  assert.deepEqual(elsewhere, []);
});

test("package-lock.json has no licence that asks for more than to be passed on", () => {
  const found = others
    .map(([path, { license }]) => [
      nameOf(path),
      license ?? READ_BY_HAND.get(nameOf(path)) ?? "unknown",
    ])
    .filter(([, license = ""]) => !LICENCES.includes(license));
  assert.deepEqual(found, []);
});

test("package-lock.json has no package with an install script that we do not know", () => {
  const found = others
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => nameOf(path))
    .filter((name) => !INSTALL_SCRIPTS.includes(name));
  assert.deepEqual(found, []);
});
