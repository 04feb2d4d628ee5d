import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { readProject } from "../../cli/project/read-project.ts";
import { exampleFiles } from "../../scripts/example-files.ts";
import { projectFiles, ROOT } from "../../scripts/project/project-files.ts";

const SCRIPTS = {
  asbuild: "proxy-wasm build",
  build: "proxy-wasm build",
  test: "proxy-wasm test",
  lint: "eslint .",
  start: "proxy-wasm serve",
  envoy: "proxy-wasm run",
};

const SERVED = {
  ...SCRIPTS,
  start: "proxy-wasm serve --services services.js",
  envoy: "proxy-wasm run --services services.js",
};

const examples = readdirSync(join(ROOT, "examples"));
const page = readFileSync(join(ROOT, "docs/examples.md"), "utf8");

for (const example of examples) {
  test(`examples/${example} is a complete project, and docs/examples.md lists it once`, () => {
    const folder = join(ROOT, "examples", example);
    const files = [
      "README.md",
      "as-pect.asconfig.json",
      "as-pect.config.js",
      "asconfig.json",
      "assembly/index.ts",
      "assembly/tsconfig.json",
      "deployment.yaml",
      "envoy.yaml",
      "eslint.config.js",
      "package.json",
      `tests/${example}.spec.ts`,
      `tests/${example}.test.js`,
      "tests/tsconfig.json",
    ];
    const missing = files.filter((file) => !existsSync(join(folder, file)));
    assert.deepEqual(missing, []);
    const { name, scripts } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    ) as { name: string; scripts: object };
    assert.equal(name, example);
    const isServed = existsSync(join(folder, "services.js"));
    assert.deepEqual(scripts, isServed ? SERVED : SCRIPTS);
    const link = `[\`${example}\`](../examples/${example})`;
    assert.equal(page.split(link).length - 1, 1);
  });
}

/** A plugin in an envoy.yaml, and what its extension is. */
interface Plugin {
  type: string;
  root_id: string;
  configuration?: { value: string };
}

function pluginsIn(value: unknown): Plugin[] {
  if (!(value instanceof Object)) return [];
  const { "@type": type, config } = value as {
    "@type"?: string;
    config?: Plugin & { vm_config?: object };
  };
  if (type !== undefined && config?.vm_config) return [{ ...config, type }];
  return Object.values(value).flatMap(pluginsIn);
}

const FORMS = {
  http: "filters.http.wasm",
  network: "filters.network.wasm",
  accessLog: "access_loggers.wasm",
  service: "WasmService",
};

for (const example of examples) {
  test(`examples/${example}/deployment.yaml says what its envoy.yaml says`, async () => {
    const folder = join(ROOT, "examples", example);
    const file = join(folder, "deployment.yaml");
    const { deployment } = await readProject(folder, { file, flags: {} });
    assert.equal(deployment.name, example);
    const yaml = readFileSync(join(folder, "envoy.yaml"), "utf8");
    const plugin = pluginsIn(parse(yaml)).find(
      (each) =>
        each.type.includes(FORMS[deployment.form]) &&
        each.root_id === deployment.rootId,
    );
    assert.ok(plugin, `${deployment.form} ${deployment.rootId}`);
    assert.deepEqual(
      asJson(deployment.configuration),
      asJson(plugin.configuration?.value),
    );
  });
}

/** A configuration that is written as text or as what the text says. */
function asJson(value: unknown): unknown {
  try {
    return JSON.parse(value as string);
  } catch {
    return value;
  }
}

test("the examples write override where they override a callback", () => {
  const found = projectFiles()
    .filter((path) => /^examples\/[^/]+\/assembly\/.*\.ts$/.test(path))
    .flatMap((path) =>
      readFileSync(join(ROOT, path), "utf8")
        .split("\n")
        .filter((line) => /^ {2}(?:on[A-Z]\w*|create\w+Context)\(/.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
  assert.deepEqual(found, []);
});

test("docs/examples.md names only existing examples", () => {
  const named = [...page.matchAll(/\(\.\.\/examples\/([a-z-]+)\)/g)];
  const unknown = named
    .map(([, name]) => name)
    .filter((name) => !examples.includes(name));
  assert.deepEqual(unknown, []);
});

test("docs/examples.md begins with twelve to learn from, blank first", () => {
  const [, learn] = page.split(/^## /m);
  assert.match(learn, /^To learn from\n/);
  const names = [...learn.matchAll(/\(\.\.\/examples\/([a-z0-9-]+)\)/g)];
  assert.equal(names.length, 12);
  assert.equal(names[0][1], "blank");
});

test("no two examples have the same file, but for those of scripts/example-files.ts", () => {
  const shared = exampleFiles();
  const seen = new Map<string, string>();
  for (const path of projectFiles()) {
    if (!path.startsWith("examples/") || shared.has(path)) continue;
    const text = readFileSync(join(ROOT, path), "utf8");
    assert.equal(seen.get(text), undefined, `${path} is a copy`);
    seen.set(text, path);
  }
});
