import assert from "node:assert/strict";
import { test } from "node:test";
import { HostError, ProxyHost } from "../../host/index.ts";
import { compileProject } from "../compile-project.ts";
import { comparable } from "../conformance/observe.ts";

const SDK = `import {
  FilterHeadersStatus, HttpContext, log, registerHttpContext,
  registerRootContext, RootContext,
} from "proxy-wasm-as";
`;

/** A class that sets a header of the response to what an expression is. */
const stream = (name: string, value: string, base = "HttpContext") =>
  `export class ${name} extends ${base} {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-${name.toLowerCase()}", ${value});
    return FilterHeadersStatus.Continue;
  }
}
`;

/** A plugin that makes streams of a class. */
const plugin = (name: string, made: string, { base = "RootContext" } = {}) =>
  `export class ${name} extends ${base} {
  createHttpContext(): HttpContext { return new ${made}(); }
}
`;

const MINE = SDK + stream("Mine", '"mine"');
const REGISTER_MINE = 'registerHttpContext<Mine>("mine");\n';
const CONFIGURED = "(this.root as RootContext).configuration.text()";

/** A filter's source, and its package's. */
const PROJECTS: Record<string, { own: string; packaged: string }> = {
  "registers a root of its own": {
    own: `import "some-package";\n${MINE}${REGISTER_MINE}`,
    packaged: `${SDK}${stream("Other", '"other"')}registerHttpContext<Other>("other");\n`,
  },
  "registers the only root": {
    own: 'import "some-package";\n',
    packaged: `${SDK}${stream("Other", '"other"')}registerHttpContext<Other>("other");\n`,
  },
  "registers a root under another name of the function": {
    own: `import "some-package";\n${MINE}${REGISTER_MINE}`,
    packaged: `import { registerHttpContext as add, HttpContext, FilterHeadersStatus } from "proxy-wasm-as";
${stream("Other", '"other"')}add<Other>("other");\n`,
  },
  "registers a root by a namespace": {
    own: `import "some-package";\n${MINE}${REGISTER_MINE}`,
    packaged: `import * as sdk from "proxy-wasm-as";
import { HttpContext, FilterHeadersStatus } from "proxy-wasm-as";
${stream("Other", '"other"')}sdk.registerHttpContext<Other>("other");\n`,
  },
  "has a function that registers": {
    own: `import { add } from "some-package";\n${MINE}${stream("Other", '"other"')}add<Mine>("mine");\nadd<Other>("other");\n`,
    packaged: `${SDK}export function add<T extends HttpContext>(id: string): void {
  registerHttpContext<T>(id);
}\n`,
  },
  "hands the function that registers on under another name": {
    own: `import { add } from "some-package";\n${MINE}${stream("Other", '"other"')}add<Other>("other");\n${REGISTER_MINE}`,
    packaged: 'export { registerHttpContext as add } from "proxy-wasm-as";\n',
  },
  "hands RootContext on under another name": {
    own: `import { PluginBase } from "some-package";
import { FilterHeadersStatus, HttpContext, registerRootContext } from "proxy-wasm-as";
${stream("Mine", '"mine"')}${plugin("P", "Mine", { base: "PluginBase" })}registerRootContext<P>("mine");\n`,
    packaged: 'export { RootContext as PluginBase } from "proxy-wasm-as";\n',
  },
  "has a base class that reads the configuration": {
    own: `import { Configured } from "some-package";\n${SDK}${stream("Mine", "this.greeting()", "Configured")}${REGISTER_MINE}`,
    packaged: `${SDK}export class Configured extends HttpContext {
  greeting(): string { return ${CONFIGURED}; }
}\n`,
  },
  "has a function that reads the configuration": {
    own: `import { greeting } from "some-package";\n${SDK}${stream("Mine", "greeting(this)")}${REGISTER_MINE}`,
    packaged: `${SDK}export function greeting(context: HttpContext): string {
  return (context.root as RootContext).configuration.text();
}\n`,
  },
  "has a plugin that is configured": {
    own: `import { Greeter } from "some-package";\n${SDK}${stream("Mine", "(this.root as Greeter).greeting")}${plugin("P", "Mine", { base: "Greeter" })}registerRootContext<P>("mine");\n`,
    packaged: `${SDK}export class Greeter extends RootContext {
  greeting: string = "";
  onConfigure(): bool {
    this.greeting = this.configuration.text();
    return this.greeting != "bad";
  }
}\n`,
  },
  "has a base class with a callback of its own": {
    own: `import { Logged } from "some-package";\n${SDK}${stream("Mine", '"mine"', "Logged")}${REGISTER_MINE}`,
    packaged: `${SDK}export class Logged extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.request.headers.set("x-logged", "yes");
    return FilterHeadersStatus.Continue;
  }
  onLog(): void { log.info("logged"); }
}\n`,
  },
  "has a base class whose callback is overridden": {
    own: `import { Base } from "some-package";\n${SDK}${stream("Mine", '"mine"', "Base")}${REGISTER_MINE}`,
    packaged: SDK + stream("Base", '"base"'),
  },
  "has a base class that keeps something": {
    own: `import { Counted } from "some-package";\n${SDK}${stream("Mine", "this.count().toString()", "Counted")}${REGISTER_MINE}`,
    packaged: `${SDK}export class Counted extends HttpContext {
  private calls: i32 = 0;
  count(): i32 { return ++this.calls; }
}\n`,
  },
  "keeps the contexts that it is given": {
    own: `import { keep } from "some-package";\n${SDK}${stream("Mine", "keep(this).toString()")}${REGISTER_MINE}`,
    packaged: `${SDK}const kept = new Set<HttpContext>();
export function keep(context: HttpContext): i32 { kept.add(context); return kept.size; }\n`,
  },
};

const ROOT_IDS = ["mine", "other", "unknown", ""];
const CONFIGURATIONS = ["", "melon", "bad"];

/** What two requests see under a root id, or why it does not start. */
function serve(
  host: ProxyHost,
  rootId: string,
  configuration: string,
): unknown {
  const before = host.logs.length;
  const observed: unknown[] = [];
  try {
    const plugin = host.startPlugin({ rootId, configuration, vmId: rootId });
    for (const path of ["/first", "/second"]) {
      const stream = plugin.httpStream();
      const response = stream.request({ path });
      observed.push(
        comparable(stream.upstream?.headers ?? []),
        comparable(response?.headers ?? []),
      );
    }
    plugin.stop();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    observed.push(error.code);
  }
  const logs = host.logs.slice(before).map(({ message }) => message);
  return { rootId, configuration, observed, logs };
}

/** All that a build of a filter does. */
async function observe(files: Record<string, string>, transform: boolean) {
  const { failed, stderr, wasm } = await compileProject(files, { transform });
  assert.ok(!failed, stderr);
  const observed = [];
  for (const rootId of ROOT_IDS) {
    for (const configuration of CONFIGURATIONS) {
      const host = await ProxyHost.load(wasm);
      observed.push(serve(host, rootId, configuration));
    }
  }
  return observed;
}

for (const [what, { own, packaged }] of Object.entries(PROJECTS)) {
  test(`a filter does the same without the transform where its package ${what}`, async () => {
    const files = {
      "assembly/index.ts": own,
      "node_modules/some-package/index.ts": packaged,
    };
    const plain = await observe(files, false);
    assert.match(JSON.stringify(plain), /"x-(mine|other): /);
    assert.deepEqual(await observe(files, true), plain);
  });
}
