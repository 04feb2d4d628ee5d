import {
  findContext,
  liveContexts,
} from "proxy-wasm-as/assembly/context-table";
import { HttpContext } from "proxy-wasm-as/assembly/contexts/http-context";
import { RootContext } from "proxy-wasm-as/assembly/contexts/root-context";
import {
  createContext,
  httpContext,
  registerHttpContext,
  registerRootContext,
  rootContext,
} from "proxy-wasm-as/assembly/registry";
import { reset, setProperty } from "./test-host";

class Plugin extends RootContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {}

let ids: u32 = 0;

/** Creates a context under a number that no test has used. */
function create(parent: u32): u32 {
  createContext(++ids, parent);
  return ids;
}

beforeAll(() => {
  registerRootContext<Plugin>("plugin");
  registerHttpContext<Stream>("stream");
});

beforeEach(() => {
  reset();
  setProperty("plugin_root_id", "plugin");
});

describe("createContext", () => {
  test("createContext makes a plugin where there is no parent", () => {
    const id = create(0);
    const root = rootContext(id)!;
    expect(root instanceof Plugin).toBe(true);
    expect(root.id).toBe(id);
    expect(httpContext(id) == null).toBe(true);
  });

  test("createContext makes a stream of its plugin", () => {
    const parent = create(0);
    const id = create(parent);
    const stream = httpContext(id)!;
    expect(stream instanceof Stream).toBe(true);
    expect(stream.id).toBe(id);
    expect(stream.root == rootContext(parent)).toBe(true);
    expect(rootContext(id) == null).toBe(true);
  });

  test("createContext makes a stream of a filter without a plugin of its own", () => {
    setProperty("plugin_root_id", "stream");
    expect(httpContext(create(create(0))) instanceof Stream).toBe(true);
  });

  test("createContext gives two plugins of one root id a root each", () => {
    const first = create(0);
    const second = create(0);
    expect(rootContext(first) == rootContext(second)).toBe(false);
    const streams = [create(first), create(second)];
    expect(httpContext(streams[0])!.root.id).toBe(first);
    expect(httpContext(streams[1])!.root.id).toBe(second);
  });

  test("createContext keeps the context of a number that the host repeats", () => {
    const parent = create(0);
    const id = create(parent);
    const root = rootContext(parent);
    const stream = httpContext(id);
    const live = liveContexts();
    createContext(parent, 0);
    createContext(id, parent);
    expect(rootContext(parent) == root).toBe(true);
    expect(httpContext(id) == stream).toBe(true);
    expect(liveContexts()).toBe(live);
  });

  test("createContext makes nothing of an unknown parent, or of a stream", () => {
    const live = liveContexts();
    const orphan = create(0xffff_ffff);
    expect(findContext(orphan) == null).toBe(true);
    expect(liveContexts()).toBe(live);
    const stream = create(create(0));
    expect(findContext(create(stream)) == null).toBe(true);
  });

  test("createContext makes neither a plugin of an unknown root id nor its streams", () => {
    setProperty("plugin_root_id", "unknown");
    const live = liveContexts();
    const parent = create(0);
    expect(findContext(parent) == null).toBe(true);
    expect(findContext(create(parent)) == null).toBe(true);
    expect(liveContexts()).toBe(live);
  });
});

describe("Context.root", () => {
  test("Context.root is the context itself where it has no plugin", () => {
    const stream = new Stream();
    expect(stream.root == stream).toBe(true);
  });
});
