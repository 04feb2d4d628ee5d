import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import type { CompileOptions } from "../compile.ts";
import { compileText } from "../compile-text.ts";

/** Where code waits: an expression of a text, and that text. */
const CASES: [where: string, expression: string, text: string][] = [
  ["a getter", "props.text", "/get"],
  ["a setter", '(props.text = "x", props.kept)', "/set/x"],
  ["a static getter", "Props.shared", "/shared"],
  [
    "a comparator of sort",
    '["ccc", "a", "bb"].sort((a, b) => ask("sort").length * (a.length - b.length)).join("")',
    "abbccc",
  ],
  [
    "a callback of map",
    '["a", "b"].map<string>((each) => own + ask("map/" + each)).join("")',
    "own/map/aown/map/b",
  ],
  ["a closure of forEach", 'joined(["a", "b"])', "/each/a/each/b"],
  [
    "callbacks of filter and reduce",
    '["a", "bb"].filter((each) => ask("filter/" + each).length > 9).reduce<string>((all, each) => all + ask("reduce/" + each), "")',
    "/reduce/bb",
  ],
  [
    "methods of an interface",
    'askers.map<string>((each) => each.ask("i")).join("")',
    "one/itwo/i",
  ],
  ["an overridden method", "(new Child() as Parent).both()", "parent/child"],
  [
    "a generic",
    "new Box<i32>(7).text() + new Box<Props>(props).text()",
    "7/box/7props/box/props",
  ],
  [
    "a generic function",
    'twice<string>("t") + twice<i64>(5)',
    "t/two/t5/two/5",
  ],
  ["a closure that is returned", 'counting("c")("d")', "/c/d/c/d"],
  ["a constructor of a class", "new Made().text", "/made"],
  ["an operator", '(new Sum("a") + new Sum("b")).text', "/sum/ab"],
  ["toString in a template", "`<${props}>`", "<props>"],
  ["a default of a parameter", "given()", "/given"],
  ["a loop over an array", 'over(["a", "b"])', "/over/a/over/b"],
  [
    "a condition",
    'ask("") == "/" && ask("x") == "/x" ? ask("yes") : ""',
    "/yes",
  ],
  [
    "an argument after others",
    'three(own, ask("2"), own + ask("3"))',
    "own/2own/3",
  ],
  ["a recursion", "down(5)", "/5/4/3/2/1"],
];

const FILTER = `
import {
  GrpcExchange, GrpcStream, HttpCall, HttpHandler, log, Pause, registerHttpHandler,
} from "proxy-wasm-as";

function ask(name: string): string {
  return new HttpCall("one").path("/" + name).wait().text();
}
class Props {
  kept: string = "";
  get text(): string { return ask("get"); }
  set text(value: string) { this.kept = ask("set/" + value); }
  static get shared(): string { return ask("shared"); }
  toString(): string { return ask("string") == "/string" ? "props" : "other"; }
}
interface Asker { ask(name: string): string; }
class One implements Asker { ask(name: string): string { return "one" + ask(name); } }
class Two implements Asker { ask(name: string): string { return "two" + ask(name); } }
class Parent {
  own(): string { return "parent"; }
  both(): string { return this.own(); }
}
class Child extends Parent {
  own(): string { return super.own() + ask("child"); }
}
class Box<T> {
  constructor(public value: T) {}
  text(): string {
    const before = this.value.toString();
    return before + ask("box/" + this.value.toString());
  }
}
class Made {
  text: string;
  constructor() { this.text = ask("made"); }
}
class Sum {
  constructor(public text: string) {}
  @operator("+")
  add(other: Sum): Sum { return new Sum(ask("sum/" + this.text + other.text)); }
}
function twice<T>(value: T): string {
  return value.toString() + ask("two/" + value.toString());
}
function joined(names: string[]): string {
  let all = "";
  names.forEach((each) => { all += ask("each/" + each); });
  return all;
}
function counting(prefix: string): (name: string) => string {
  return (name: string): string => {
    const path = prefix + "/" + name;
    return ask(path) + ask(path);
  };
}
function given(text: string = ask("given")): string { return text; }
function over(names: string[]): string {
  let all = "";
  for (const each of names) all += ask("over/" + each);
  return all;
}
function three(a: string, b: string, c: string): string { return a + b + c; }
function down(depth: i32): string {
  return depth == 0 ? "" : ask(depth.toString()) + down(depth - 1);
}

let shared: GrpcExchange | null = null;

class Waits extends HttpHandler {
  private limit: Pause | null = null;
  onRequest(): void {
    const path = this.request.headers.get(":path")!;
    if (path == "/limit") this.limit = new Pause(50);
    else if (path == "/receives") this.receive(path);
    else if (path == "/cancels") this.cancel(path);
    else this.waitAnywhere();
  }
  onResponse(): void {
    const limit = this.limit;
    if (limit == null) return;
    const isThere = limit.isThere;
    limit.wait();
    log.info("limit " + isThere.toString());
  }
  private receive(path: string): void {
    const stream = new GrpcStream("one", "test.One", "Talk").begin();
    shared = stream;
    const got = stream.receive() == null ? "nothing" : "a message";
    log.info(path + " " + got + ask("inner") + ask("inner"));
  }
  private cancel(path: string): void {
    shared!.cancel();
    log.info(path + " " + ask("outer") + ask("outer"));
  }
  private waitAnywhere(): void {
    const own = "o" + "wn".toString();
    const props = new Props();
    const askers: Asker[] = [new One(), new Two()];
${CASES.map(([, expression], i) => `    this.tell(${i}, ${expression});`).join("\n")}
  }
  private tell(number: i32, text: string): void {
    log.info(number.toString() + " " + text);
  }
}
registerHttpHandler<Waits>("waits");
`;

const BUILDS: Record<string, CompileOptions> = {
  "a release build, where all is collected that can be": {
    args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"],
    variant: ".eager",
  },
  "a debug build": { target: "debug" },
  "a build with the incremental runtime": {
    args: ["--runtime", "incremental"],
    variant: ".incremental",
  },
};

for (const [build, options] of Object.entries(BUILDS)) {
  const start = async () => {
    const host = await ProxyHost.load(await compileText(FILTER, options), {
      clusters: { one: {} },
    });
    const plugin = host.startPlugin({ rootId: "waits" });
    return {
      host,
      send(path: string) {
        const stream = plugin.httpStream();
        stream.request({ path });
        return stream;
      },
      /** Answers all calls, the last first, until there are none. */
      answer() {
        while (host.httpCalls.length > 0)
          for (const call of host.httpCalls.toReversed())
            call.respond({ body: call.header(":path") });
      },
      told: () => host.logs.map(({ message }) => message),
    };
  };

  test(`code of every kind waits below a handler's method in ${build}`, async () => {
    const { send, answer, told } = await start();
    // Each of two streams has waited while the other one goes on.
    const streams = [send("/"), send("/")];
    answer();
    for (const [i, [where, , text]] of CASES.entries()) {
      const lines = told().filter((line) => line.startsWith(`${i} `));
      assert.deepEqual(lines, [`${i} ${text}`, `${i} ${text}`], where);
    }
    for (const { response } of streams) assert.equal(response?.status, 200);
  });

  test(`a method goes on, and waits, within another one that waits later in ${build}`, async () => {
    const { send, answer, told } = await start();
    const streams = [send("/receives"), send("/cancels")];
    answer();
    assert.deepEqual(told().toSorted(), [
      "/cancels /outer/outer",
      "/receives nothing/inner/inner",
    ]);
    for (const { response } of streams) assert.equal(response?.status, 200);
  });
}

test("Pause is kept until its stream has ended, although its method has", async () => {
  const [options] = Object.values(BUILDS);
  const host = await ProxyHost.load(await compileText(FILTER, options), {
    clusters: { one: {} },
  });
  const plugin = host.startPlugin({ rootId: "waits" });
  // As many as make the clock forget those that nothing can wait for.
  const streams = Array.from({ length: 200 }, () => {
    const stream = plugin.httpStream();
    stream.request({ path: "/limit" });
    return stream;
  });
  host.advance(52);
  for (const { response } of streams) assert.equal(response?.status, 200);
  assert.equal(host.logs.length, streams.length);
});
