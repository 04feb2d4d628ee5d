import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../../scripts/project/project-files.ts";
import {
  compileProject,
  type ProjectFiles,
  type ProjectOptions,
} from "../../compile-project.ts";
import { putFile } from "../../put-file.ts";

const FILTERS = join(ROOT, "tests/hold/filters");

/** Where json-as is installed. */
const INSTALLED = join(ROOT, "build/hold/json-as");
const JSON_AS = "json-as@1.6.0";

const EXPORTS = "begin, collect, damage, steps";

/** A class of the filter's own extends a package's context, and one extends its objects. */
const OVER_PACKAGE = `import { registerHttpContext } from "proxy-wasm-as";
import { countFrom, GraphContext, madeCount, Text } from "graph-package";

export { ${EXPORTS} } from "graph-package";

class Note extends Text {
  readonly parts: Text[] = [];
  last: Note | null = null;

  content(): u32 {
    let value = super.content();
    for (let i = 0; i < this.parts.length; i++) value ^= this.parts[i].content();
    const last = this.last;
    return last == null ? value : value + last.content();
  }
}

let notes: Note[] = [];

/** Keeps some more objects; returns how many are damaged. */
export function ownDamage(): i32 {
  const before = madeCount();
  const last = new Note("own " + notes.length.toString());
  last.close();
  const note = new Note("note " + notes.length.toString());
  note.last = last;
  for (let i = 0; i < 5; i++) note.parts.push(new Text(i.toString()));
  note.close();
  notes.push(note);
  countFrom(before);
  if (notes.length > 60) notes = notes.slice(30);
  let damaged = 0;
  for (let i = 0; i < notes.length; i++) damaged += i32(!notes[i].isIntact());
  return damaged;
}

class OwnContext extends GraphContext {
  protected ownDamage(): i32 {
    return ownDamage();
  }
}

registerHttpContext<OwnContext>("graphs");
`;

const PACKAGE = `import { registerHttpContext } from "proxy-wasm-as";
import { GraphContext } from "./graph-context";

export * from "./graph-context";
export * from "./graphs";

registerHttpContext<GraphContext>("of-package");
`;

/** Objects that json-as writes and reads: TypeScript cannot read its decorators on a file. */
const WITH_JSON_AS = `import { JSON } from "json-as";
import { registerHttpContext } from "proxy-wasm-as";
import { GraphContext } from "./graph-context";

export { ${EXPORTS} } from "./graphs";

@json
class Item {
  id: u32 = 0;
  name: string = "";
  price: f64 = 0;
  tags: string[] = [];
  inner: Item | null = null;
}

let made: u32 = 0;
let items: Item[] = [];
let texts: string[] = [];

function make(depth: i32): Item {
  const item = new Item();
  item.id = ++made;
  item.name = 'an "item" \\u20ac ' + made.toString();
  item.price = <f64>made / 8;
  for (let i: u32 = 0; i < made % 5; i++) item.tags.push("tag" + i.toString());
  if (depth > 0) item.inner = make(depth - 1);
  return item;
}

/** Writes and reads some objects, and keeps them; returns how many are damaged. */
export function ownDamage(): i32 {
  let damaged = 0;
  for (let i = 0; i < 20; i++) {
    const text = JSON.stringify<Item>(make(i % 4));
    items.push(JSON.parse<Item>(text));
    texts.push(text);
  }
  if (items.length > 200) {
    items = items.slice(100);
    texts = texts.slice(100);
  }
  for (let i = 0; i < items.length; i++) {
    damaged += i32(JSON.stringify<Item>(items[i]) != texts[i]);
  }
  return damaged;
}

class OwnContext extends GraphContext {
  protected ownDamage(): i32 {
    return ownDamage();
  }
}

registerHttpContext<OwnContext>("graphs");
`;

/** Compiles a filter whose classes extend those of a package, which registers one, too. */
export async function compileOverPackage(): Promise<string> {
  const folder = "node_modules/graph-package";
  return compiled({
    "assembly/index.ts": OVER_PACKAGE,
    [`${folder}/index.ts`]: PACKAGE,
    ...(await sources(folder)),
  });
}

/** Compiles a filter whose build has json-as, from npm's registry, as another transform. */
export async function compileWithJsonAs(): Promise<string> {
  const packages = join(INSTALLED, "node_modules");
  if (!existsSync(join(packages, "json-as"))) {
    await mkdir(INSTALLED, { recursive: true });
    await putFile(join(INSTALLED, "package.json"), '{"private":true}');
    const install = ["install", "--legacy-peer-deps", JSON_AS];
    await promisify(execFile)("npm", install, { cwd: INSTALLED });
  }
  return compiled(
    {
      // json-as takes an index.ts for a part of itself.
      "assembly/filter.ts": WITH_JSON_AS,
      ...(await sources("assembly")),
      ...(await filesOf(packages, "node_modules")),
    },
    {
      entry: "assembly/filter.ts",
      transforms: ["./node_modules/json-as/transform/lib/index.js"],
    },
  );
}

async function compiled(
  files: ProjectFiles,
  options: ProjectOptions = {},
): Promise<string> {
  const { failed, stderr, wasm } = await compileProject(files, options);
  if (failed) throw new Error(`Cannot compile the graphs: ${stderr}`);
  return wasm;
}

/** The graphs and their context, as files in a folder of a project. */
async function sources(folder: string): Promise<ProjectFiles> {
  const files: ProjectFiles = {};
  for (const name of ["graphs.ts", "graph-context.ts"]) {
    files[`${folder}/${name}`] = await readFile(join(FILTERS, name), "utf8");
  }
  return files;
}

/** The sources in a folder, by the paths that they are to have. */
async function filesOf(folder: string, path: string): Promise<ProjectFiles> {
  const files: ProjectFiles = {};
  for (const name of await readdir(folder, { recursive: true })) {
    if (!/\.([jt]s|json)$/.test(name)) continue;
    files[`${path}/${name}`] = await readFile(join(folder, name), "utf8");
  }
  return files;
}
