import { existsSync, rmSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile } from "node:fs/promises";
import { rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { parse, stringify } from "yaml";
import { CliError } from "../base/cli-error.ts";
import { packageRoot } from "../base/package-root.ts";
import { onProcessEnd } from "../base/process-end.ts";
import type { DeploymentInput } from "../deployment/deployment.ts";
import { projectReadme } from "./project-readme.ts";

/** A file that npm leaves out of packages but that a project needs. */
const GIT_IGNORE = ".gitignore";
const IGNORED = ["node_modules/", "build/", "coverage/"];

/** Build products and installed packages in a project. */
const GENERATED = /(^|\/)(build|coverage|node_modules)(\/|$)/;

/** Files of a fresh clone that stay the user's own. */
const KEPT = ["README.md"];

/** Files of an example that a project of its own does not need. */
const LEFT_OUT = ["envoy.yaml"];

/** A project that was created. */
export interface CreatedProject {
  /** The paths of its files. */
  files: string[];
  /** Those that existed already and were left unchanged. */
  kept: string[];
}

/**
 * Creates a project from a template, with versions pinned to those that it was tested
 * with.
 *
 * It is written elsewhere first, so that a failure or a signal leaves nothing behind. In a
 * cloned repository, README.md stays and .gitignore gets the missing lines. Throws a {@link
 * CliError} if any other of its files exists already.
 *
 *     await createProject("my-filter", templateFolder("blank"), "my-filter");
 */
export async function createProject(
  folder: string,
  template: string,
  name: string,
): Promise<CreatedProject> {
  const files = await filesOf(template);
  const exists = (file: string) => existsSync(join(folder, file));
  const kept = files.filter((file) => KEPT.includes(file) && exists(file));
  const taken = files.find((file) => !kept.includes(file) && exists(file));
  if (taken !== undefined) {
    throw new CliError(
      `Cannot create a project in ${folder}: ${taken} already exists; choose another folder.`,
    );
  }
  const ignored = await withIgnored(join(folder, GIT_IGNORE));
  const parent = dirname(resolve(folder));
  await mkdir(parent, { recursive: true });
  const temporary = await mkdtemp(join(parent, ".proxy-wasm-init-"));
  const cancel = onProcessEnd(() => {
    rmSync(temporary, { recursive: true, force: true });
  });
  try {
    // Only the user may read the temporary folder; the project is not so restricted.
    const staged = join(temporary, "project");
    await mkdir(staged);
    for (const file of files)
      await cp(join(template, file), join(staged, file));
    await writeFile(join(staged, GIT_IGNORE), ignored);
    await pin(join(staged, "package.json"), name);
    await makeOwn(staged, name);
    const written = [...files, GIT_IGNORE]
      .filter((file) => !kept.includes(file))
      .sort();
    await moveInto(staged, folder, written);
    return { files: written, kept };
  } finally {
    await rm(temporary, { recursive: true, force: true });
    cancel();
  }
}

/** The existing .gitignore, with what a project generates added. */
async function withIgnored(file: string): Promise<string> {
  const text = existsSync(file) ? await readFile(file, "utf8") : "";
  const lines = text.split("\n").map((line) => line.trim().replace(/^\//, ""));
  const missing = IGNORED.filter(
    (each) => !lines.includes(each) && !lines.includes(each.slice(0, -1)),
  );
  const added = missing.map((each) => `${each}\n`).join("");
  const isOpen = text !== "" && !text.endsWith("\n");
  return text + (isOpen && added !== "" ? "\n" : "") + added;
}

async function filesOf(template: string): Promise<string[]> {
  const entries = await readdir(template, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(template, join(entry.parentPath, entry.name)))
    .filter((file) => !GENERATED.test(file.replaceAll(sep, "/")))
    .filter((file) => !LEFT_OUT.includes(file));
}

/** Moves a whole new folder in one step, or file by file into an existing one. */
async function moveInto(from: string, to: string, files: string[]) {
  if (!existsSync(to)) return rename(from, to);
  for (const file of files) {
    await mkdir(dirname(join(to, file)), { recursive: true });
    await rename(join(from, file), join(to, file));
  }
}

/** Writes what the example says about itself as the project's own. */
async function makeOwn(folder: string, name: string): Promise<void> {
  const deployment = join(folder, "deployment.yaml");
  const text = await readFile(deployment, "utf8");
  const { form = "http" } = parse(text) as DeploymentInput;
  // A name such as 123 is a text only in quotes.
  const own = stringify({ name: packageNameFor(name) }).trim();
  await writeFile(deployment, text.replace(/^name: .*$/m, own));
  const readme = join(folder, "README.md");
  const example = await readFile(readme, "utf8");
  const hasServices = existsSync(join(folder, "services.js"));
  await writeFile(readme, projectReadme({ name, example, form, hasServices }));
}

interface PackageJson {
  name: string;
  version: string;
  private?: boolean;
  devDependencies?: Record<string, string>;
}

async function pin(file: string, name: string): Promise<void> {
  const json = await readPackage(file);
  const own = await readPackage(join(packageRoot(), "package.json"));
  // This package was tested with the versions that it was developed with.
  const versions: Record<string, string> = {
    ...own.devDependencies,
    [own.name]: own.version,
  };
  const ranges = Object.entries(json.devDependencies ?? {});
  const pinned = ranges.map(
    ([each, range]) =>
      [each, (versions[each] ?? range).replace(/^[\^~]/, "")] as const,
  );
  const pinnedJson = {
    ...json,
    name,
    devDependencies: Object.fromEntries(pinned),
  };
  await writeFile(file, `${JSON.stringify(pinnedJson, null, 2)}\n`);
}

async function readPackage(file: string): Promise<PackageJson> {
  return JSON.parse(await readFile(file, "utf8")) as PackageJson;
}

/**
 * The package name for a folder: the folder's own name, as far as npm allows it.
 *
 *     packageNameFor("/tmp/My Filter"); // "my-filter"
 */
export function packageNameFor(folder: string): string {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return name === "" ? "filter" : name;
}
