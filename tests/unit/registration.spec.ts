import { HttpContext } from "proxy-wasm-as/assembly/contexts/http-context";
import { RootContext } from "proxy-wasm-as/assembly/contexts/root-context";
import { createRoot, register } from "proxy-wasm-as/assembly/registration";
import {
  registerHttpContext,
  registerRootContext,
} from "proxy-wasm-as/assembly/registry";
import { blocksLost } from "./blocks";
import { readLogs, refuse, reset, setProperty } from "./test-host";

class First extends RootContext {}
class Second extends RootContext {}
class Fallback extends RootContext {}

class Stream extends HttpContext {}

/** Returns what is made for a root id, by the name of its class. */
function madeFor(rootId: string): string {
  reset();
  setProperty("plugin_root_id", rootId);
  const root = createRoot();
  if (root == null) return "nothing";
  if (root instanceof First) return "First";
  if (root instanceof Second) return "Second";
  if (root instanceof Fallback) return "Fallback";
  return root.createHttpContext() instanceof Stream ? "of Stream" : "other";
}

// Registrations cannot be undone, so each group adds to those of the one before.

describe("nothing registered", () => {
  test("createRoot returns null and logs that no id is known", () => {
    expect(madeFor("a")).toBe("nothing");
    expect(readLogs()).toBe("4: Cannot find root id a; registered:");
  });
});

describe("one root id", () => {
  beforeAll(() => registerRootContext<First>("a"));

  test("createRoot makes the only one for its own id and for any other", () => {
    expect(madeFor("a")).toBe("First");
    expect(madeFor("b")).toBe("First");
    expect(madeFor("")).toBe("First");
    expect(readLogs()).toBe("");
  });
});

describe("several root ids", () => {
  beforeAll(() => {
    registerRootContext<Second>("ab");
    registerHttpContext<Stream>("é");
  });

  test("createRoot makes the one of the exact id", () => {
    expect(madeFor("a")).toBe("First");
    expect(madeFor("ab")).toBe("Second");
    expect(madeFor("é")).toBe("of Stream");
  });

  test("createRoot makes a new root each time", () => {
    setProperty("plugin_root_id", "a");
    expect(createRoot() == createRoot()).toBe(false);
  });

  test("createRoot returns null for an unknown id and logs the known ones", () => {
    expect(madeFor("A")).toBe("nothing");
    expect(readLogs()).toBe("4: Cannot find root id A; registered: é ab a");
    expect(madeFor("abc")).toBe("nothing");
    expect(madeFor("a\0")).toBe("nothing");
  });

  test("createRoot takes the id for empty where the proxy has no such property", () => {
    reset();
    expect(createRoot() == null).toBe(true);
    expect(readLogs()).toBe("4: Cannot find root id ; registered: é ab a");
  });

  test("createRoot frees the host's block, for a known and an unknown id", () => {
    expect(
      blocksLost(() => {
        setProperty("plugin_root_id", "ab");
        createRoot();
        setProperty("plugin_root_id", "unknown");
        createRoot();
      }),
    ).toBe(0);
  });

  test("createRoot takes the id for empty where the proxy refuses", () => {
    expect(madeFor("a")).toBe("First");
    refuse("proxy_get_property", 10);
    expect(createRoot() == null).toBe(true);
  });
});

describe("a root id that is registered twice", () => {
  test("register traps, logs the id, and changes nothing", () => {
    reset();
    expect(() => register("ab", () => new Fallback())).toThrow();
    expect(readLogs()).toBe(
      "4: Cannot register again root id ab; registered: é ab a",
    );
    expect(madeFor("ab")).toBe("Second");
  });
});

describe("a root id for all others", () => {
  beforeAll(() => registerRootContext<Fallback>());

  test("createRoot makes the one under an empty id for an unknown id", () => {
    expect(madeFor("unknown")).toBe("Fallback");
    expect(madeFor("")).toBe("Fallback");
    expect(readLogs()).toBe("");
  });

  test("createRoot still prefers the one of the exact id", () => {
    expect(madeFor("a")).toBe("First");
  });
});
