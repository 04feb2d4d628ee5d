import { FilterHeadersStatus } from "proxy-wasm-as/assembly/abi/filter-status";
import { isInCallback } from "proxy-wasm-as/assembly/abi/entry-depth";
import { liveContexts } from "proxy-wasm-as/assembly/context-table";
import { HttpContext } from "proxy-wasm-as/assembly/contexts/http-context";
import { RootContext } from "proxy-wasm-as/assembly/contexts/root-context";
import {
  malloc,
  proxy_on_configure,
  proxy_on_context_create,
  proxy_on_delete,
  proxy_on_done,
  proxy_on_log,
  proxy_on_memory_allocate,
} from "proxy-wasm-as/assembly/exports";
import {
  proxy_on_request_headers,
  proxy_on_response_headers,
} from "proxy-wasm-as/assembly/exports/since-0.2.0";
import { registerRootContext } from "proxy-wasm-as/assembly/registry";
import { hex } from "./bytes";
import { reset, setBuffer } from "./test-host";

const STOP = FilterHeadersStatus.StopIteration;
const WATERMARK = FilterHeadersStatus.StopAllIterationAndWatermark;

/** What was called, with its arguments. */
let calls: string = "";
/** What the callbacks that answer with a bool answer. */
let answer: bool = true;

function record(call: string): void {
  // The level gate of the log depends on it.
  calls += (isInCallback() ? "" : "not in a callback: ") + call + ";";
}

class Plugin extends RootContext {
  onConfigure(): bool {
    record("configure " + this.configuration.text());
    return answer;
  }
  createHttpContext(): HttpContext {
    return new Stream();
  }
  onDone(): bool {
    record("done");
    return answer;
  }
  onLog(): void {
    record("log");
  }
  onDelete(): void {
    record("delete");
  }
}

class Stream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    record(`request ${count} ${endOfStream}`);
    return STOP;
  }
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    record(`response ${count} ${endOfStream}`);
    return WATERMARK;
  }
  onDone(): bool {
    record("stream done");
    return answer;
  }
  onLog(): void {
    record("stream log");
  }
  onDelete(): void {
    record("stream delete");
  }
}

beforeAll(() => registerRootContext<Plugin>("plugin"));

beforeEach(() => {
  reset();
  calls = "";
  answer = true;
  proxy_on_context_create(1, 0);
  proxy_on_context_create(2, 1);
});

afterEach(() => {
  proxy_on_delete(2);
  proxy_on_delete(1);
});

describe("a known context", () => {
  test("proxy_on_configure hands over the configuration and the answer", () => {
    setBuffer(7, hex("61 62 63"));
    expect(proxy_on_configure(1, 3)).toBe(1);
    answer = false;
    expect(proxy_on_configure(1, 3)).toBe(0);
    expect(calls).toBe("configure abc;configure abc;");
  });

  test("proxy_on_request_headers and proxy_on_response_headers hand over all of both", () => {
    expect(proxy_on_request_headers(2, 5, 0)).toBe(STOP);
    expect(proxy_on_request_headers(2, 0, 1)).toBe(STOP);
    expect(proxy_on_response_headers(2, 6, 1)).toBe(WATERMARK);
    expect(calls).toBe("request 5 false;request 0 true;response 6 true;");
  });

  test("proxy_on_done hands over the answer, of a plugin and of a stream", () => {
    expect(proxy_on_done(1)).toBe(1);
    expect(proxy_on_done(2)).toBe(1);
    answer = false;
    expect(proxy_on_done(1)).toBe(0);
    expect(calls).toBe("done;stream done;done;");
  });

  test("proxy_on_log and proxy_on_delete reach a plugin and a stream", () => {
    proxy_on_log(2);
    proxy_on_log(1);
    proxy_on_delete(2);
    proxy_on_delete(1);
    expect(calls).toBe("stream log;log;stream delete;delete;");
    expect(liveContexts()).toBe(0);
  });

  test("proxy_on_delete deletes once", () => {
    proxy_on_delete(2);
    proxy_on_delete(2);
    expect(calls).toBe("stream delete;");
    expect(liveContexts()).toBe(1);
  });

  test("a stream outlives its plugin", () => {
    proxy_on_delete(1);
    __collect();
    expect(proxy_on_request_headers(2, 1, 0)).toBe(STOP);
  });

  test("proxy_on_context_create is in an entry, and every entry ends", () => {
    expect(isInCallback()).toBe(false);
    expect(liveContexts()).toBe(2);
  });
});

describe("an unknown context, or one of another kind", () => {
  test("proxy_on_configure rejects", () => {
    expect(proxy_on_configure(99, 0)).toBe(0);
    expect(proxy_on_configure(99, 10)).toBe(0);
    expect(proxy_on_configure(2, 0)).toBe(0);
    expect(calls).toBe("");
  });

  test("proxy_on_request_headers and proxy_on_response_headers continue", () => {
    const ids: u32[] = [0, 1, 99, u32.MAX_VALUE];
    for (let i = 0; i < ids.length; i++) {
      expect(proxy_on_request_headers(ids[i], 1, 0)).toBe(0);
      expect(proxy_on_response_headers(ids[i], 1, 1)).toBe(0);
    }
    expect(calls).toBe("");
  });

  test("proxy_on_done is done", () => {
    expect(proxy_on_done(99)).toBe(1);
    expect(proxy_on_done(u32.MAX_VALUE)).toBe(1);
  });

  test("proxy_on_log and proxy_on_delete do nothing", () => {
    proxy_on_log(99);
    proxy_on_delete(99);
    proxy_on_delete(u32.MAX_VALUE);
    expect(liveContexts()).toBe(2);
    expect(isInCallback()).toBe(false);
    expect(calls).toBe("");
  });

  test("proxy_on_context_create makes nothing of an unknown parent", () => {
    proxy_on_context_create(3, 99);
    expect(liveContexts()).toBe(2);
    expect(proxy_on_request_headers(3, 1, 0)).toBe(0);
  });
});

describe("malloc", () => {
  test("malloc and proxy_on_memory_allocate never answer 0", () => {
    expect(malloc(0)).not.toBe(0);
    expect(malloc(1 << 16)).not.toBe(0);
    expect(proxy_on_memory_allocate(0)).not.toBe(0);
  });
});
