import { Context } from "proxy-wasm-as/assembly/contexts/context";
import { HttpContext } from "proxy-wasm-as/assembly/contexts/http-context";
import { RootContext } from "proxy-wasm-as/assembly/contexts/root-context";
import {
  setInterval,
  setTimeout,
  Timer,
} from "proxy-wasm-as/assembly/contexts/timer";
import {
  proxy_on_configure,
  proxy_on_context_create,
  proxy_on_delete,
  proxy_on_done,
  proxy_on_tick,
} from "proxy-wasm-as/assembly/exports";
import {
  httpContext,
  registerRootContext,
  rootContext,
} from "proxy-wasm-as/assembly/registry";
import {
  callCount,
  effectiveContext,
  openContext,
  reset,
  setClock,
  tickPeriod,
} from "../test-host";

const PLUGIN: u32 = 1;
const STREAM: u32 = 2;

/** What was called. */
let calls: string = "";

/** What plugins set when they end. */
let last: Timer | null = null;

class Plugin extends RootContext {
  onTick(): void {
    calls += "tick;";
  }
  onDelete(): void {
    last = setTimeout<Plugin>(this, (self) => add("late;"), 10);
  }
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  note(text: string): void {
    calls += `${text} ${effectiveContext()};`;
  }
}

function plugin(): Plugin {
  return changetype<Plugin>(rootContext(PLUGIN)!);
}

function stream(): Stream {
  return changetype<Stream>(httpContext(STREAM)!);
}

/** Lets the proxy tick at a time in milliseconds, and returns what was called. */
function tickAt(milliseconds: f64): string {
  setClock(1, <u64>(milliseconds * 1_000_000));
  calls = "";
  proxy_on_tick(PLUGIN);
  return calls;
}

function note(text: string): (self: Context) => void {
  if (text == "a") return (self: Context) => add("a;");
  return (self: Context) => add("b;");
}

function add(text: string): void {
  calls += text;
}

function once(text: string, milliseconds: u32): Timer {
  return setTimeout<Context>(plugin(), note(text), milliseconds);
}

function every(text: string, milliseconds: u32): Timer {
  return setInterval<Context>(plugin(), note(text), milliseconds);
}

beforeAll(() => registerRootContext<Plugin>());

beforeEach(() => {
  reset();
  calls = "";
  setClock(1, 0);
  openContext(PLUGIN);
  openContext(STREAM);
  proxy_on_context_create(PLUGIN, 0);
  proxy_on_context_create(STREAM, PLUGIN);
});

afterEach(() => {
  proxy_on_delete(STREAM);
  proxy_on_delete(PLUGIN);
});

describe("Timer", () => {
  test("setTimeout calls its function once, when its time is over, and the ticks end", () => {
    const timer = once("a", 50);
    expect(tickPeriod()).toBe(50);
    expect(tickAt(49.5)).toBe("");
    expect(tickPeriod()).toBe(1);
    expect(timer.isActive).toBe(true);
    expect(tickAt(50)).toBe("a;");
    expect(timer.isActive).toBe(false);
    expect(tickPeriod()).toBe(0);
  });

  test("setTimeout of 0 ms waits for a tick, also within one", () => {
    setTimeout<Plugin>(
      plugin(),
      (self) => {
        setTimeout<Plugin>(self, (self) => add("second;"), 0);
        add("first;");
      },
      0,
    );
    expect(tickAt(1)).toBe("first;");
    expect(tickPeriod()).toBe(1);
    expect(tickAt(2)).toBe("second;");
  });

  test("setInterval keeps to its own series, however late the ticks are", () => {
    every("a", 100);
    expect(tickAt(130)).toBe("a;");
    expect(tickPeriod()).toBe(70);
    expect(tickAt(200)).toBe("a;");
    expect(tickPeriod()).toBe(100);
  });

  test("setInterval counts times that were missed as one", () => {
    every("a", 100);
    expect(tickAt(555)).toBe("a;");
    expect(tickPeriod()).toBe(45);
    expect(tickAt(600)).toBe("a;");
  });

  test("setInterval does not set ticks that are right", () => {
    every("a", 100);
    const name = "proxy_set_tick_period_milliseconds";
    tickAt(100);
    const before = callCount(name);
    for (let i = 2; i < 10; i++) tickAt(i * 100 + 0.4);
    expect(callCount(name)).toBe(before);
  });

  test("Timers share the ticks with each other and with onTick, in the order in which they are due", () => {
    every("a", 100);
    every("b", 150);
    plugin().setTickPeriod(120);
    expect(tickPeriod()).toBe(100);
    expect(tickAt(100)).toBe("a;");
    expect(tickPeriod()).toBe(20);
    expect(tickAt(120)).toBe("tick;");
    expect(tickAt(150)).toBe("b;");
    expect(tickAt(200)).toBe("a;");
    expect(tickAt(300)).toBe("b;a;tick;");
  });

  test("Timers that are due at once are called in the order in which they were set", () => {
    once("a", 10);
    once("b", 10);
    once("a", 10);
    once("b", 5);
    expect(tickAt(10)).toBe("b;a;b;a;");
  });

  test("Timer.cancel ends it, also in its own function", () => {
    const timer = once("a", 10);
    timer.cancel();
    expect(timer.isActive).toBe(false);
    const self = every("b", 10);
    expect(tickAt(10)).toBe("b;");
    self.cancel();
    expect(tickAt(20)).toBe("");
    expect(tickPeriod()).toBe(0);
  });

  test("Timer.refresh begins its time again, without a host function but the clock", () => {
    const timer = once("a", 100);
    const name = "proxy_set_tick_period_milliseconds";
    const before = callCount(name);
    setClock(1, 60_000_000);
    timer.refresh();
    expect(callCount(name)).toBe(before);
    expect(tickAt(100)).toBe("");
    expect(tickPeriod()).toBe(60);
    expect(tickAt(160)).toBe("a;");
    timer.refresh();
    expect(timer.isActive).toBe(false);
  });

  test("Timer of a stream runs with the stream active, and ends with it", () => {
    const stopped = setTimeout<Stream>(stream(), (self) => self.note("x"), 30);
    setTimeout<Stream>(stream(), (self) => self.note("stream"), 10);
    once("a", 20);
    expect(tickAt(10)).toBe(`stream ${STREAM};`);
    expect(effectiveContext()).toBe(PLUGIN);
    proxy_on_done(STREAM);
    proxy_on_delete(STREAM);
    expect(stopped.isActive).toBe(false);
    expect(tickAt(40)).toBe("a;");
    expect(tickPeriod()).toBe(0);
  });

  test("Timer of a plugin ends where it is configured again, and one of a stream does not", () => {
    once("a", 10);
    setTimeout<Stream>(stream(), (self) => self.note("stream"), 10);
    proxy_on_configure(PLUGIN, 0);
    expect(tickAt(10)).toBe(`stream ${STREAM};`);
  });

  test("Timer refuses a context that has not begun", () => {
    expect(() => {
      setTimeout<Stream>(new Stream(), (self) => self.note(""), 1);
    }).toThrow();
  });

  test("setTimeout of a context that has ended sets no ticks, and is not active", () => {
    const name = "proxy_set_tick_period_milliseconds";
    const before = callCount(name);
    proxy_on_delete(PLUGIN);
    expect(last!.isActive).toBe(false);
    expect(callCount(name)).toBe(before);
  });

  test("Timers that have ended do not pile up", () => {
    for (let i = 0; i < 10_000; i++) once("a", 100 + i).cancel();
    once("b", 50);
    expect(tickAt(50)).toBe("b;");
    expect(tickAt(20_000)).toBe("");
    expect(tickPeriod()).toBe(0);
  });

  test("Timers are called in order, whatever order they were set in", () => {
    for (let i = 0; i < 200; i++) once("a", 1 + ((i * 73) % 200));
    let called = 0;
    for (let at = 1; at <= 200; at++) called += tickAt(at) == "a;" ? 1 : 0;
    expect(called).toBe(200);
  });
});
