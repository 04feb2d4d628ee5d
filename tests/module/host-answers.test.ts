import assert from "node:assert/strict";
import { test } from "node:test";
import { compileText } from "../compile-text.ts";
import { exportsOf, type HostFunction } from "./instance.ts";

const BAD_ARGUMENT = 2;
const INTERNAL_FAILURE = 10;
const LARGE = 1000;
const ROOT_ID = 1;
const STREAM_ID = 2;

/** A host that does not keep what it says, and a filter that does a step for a request. */
async function run(step: string, functions: Record<string, HostFunction>) {
  const wasm = await compileText(`import {
  callForeignFunction, FilterHeadersStatus, getProperty, GrpcStream, HttpContext,
  registerRootContext, RootContext, SharedData, Status,
} from "proxy-wasm-as";
class Plugin extends RootContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
  onForeignFunction(functionId: u32, data: Uint8Array): void {
    getProperty(["a"]);
  }
}
class Stream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return <FilterHeadersStatus>this.step();
  }
  private step(): i32 {
    ${step}
  }
}
registerRootContext<Plugin>();
`);
  const exports = await exportsOf(wasm, functions);
  const call = (name: string, ...args: number[]) =>
    (exports[name] as (...args: number[]) => number)(...args);
  call("proxy_on_context_create", ROOT_ID, 0);
  call("proxy_on_context_create", STREAM_ID, ROOT_ID);
  return { result: call("proxy_on_request_headers", STREAM_ID, 0, 1), call };
}

/** Answers with a block of a size, and says that it has another. */
function answer(
  exports: WebAssembly.Exports,
  [outAddress, outSize]: number[],
  size: number,
): number {
  const block = (exports.malloc as (size: number) => number)(size);
  const view = new DataView((exports.memory as WebAssembly.Memory).buffer);
  view.setUint32(outAddress, block, true);
  view.setUint32(outSize, size, true);
  return 0;
}

test("callForeignFunction frees nothing twice where the host calls back, fails and writes nothing", async () => {
  const { result, call } = await run(
    'return callForeignFunction("f", new Uint8Array(0)).status;',
    {
      proxy_get_property: (exports, path, size, ...outs) =>
        answer(exports, outs, LARGE),
      proxy_call_foreign_function: (exports) => {
        (exports.proxy_on_foreign_function as (...args: number[]) => void)(
          ...[ROOT_ID, 7, 0],
        );
        return BAD_ARGUMENT;
      },
    },
  );
  assert.equal(result, BAD_ARGUMENT);
  assert.notEqual(call("malloc", LARGE), call("malloc", LARGE));
});

/** A host that first calls back, is asked the same there, and then writes nothing. */
function callsBackOnce(size: number): HostFunction {
  let calls = 0;
  return (exports, ...args) => {
    if (++calls > 1) return answer(exports, args.slice(-2), size);
    (exports.proxy_on_request_headers as (...args: number[]) => void)(
      ...[STREAM_ID, 0, 1],
    );
    return 0;
  };
}

test("HeaderMap.get frees a block once where the host calls back and writes nothing", async () => {
  const { call } = await run(
    'return this.request.headers.get("a") == null ? 0 : 1;',
    { proxy_get_header_map_value: callsBackOnce(LARGE) },
  );
  assert.notEqual(call("malloc", LARGE), call("malloc", LARGE));
});

test("HeaderMap.size leaves the heap whole where the host calls back and writes nothing", async () => {
  // The second lowest bit of this size is that of a block which its owner frees.
  const { call } = await run("return this.request.headers.size;", {
    proxy_get_header_map_pairs: callsBackOnce(LARGE + 2),
  });
  assert.notEqual(call("malloc", LARGE), call("malloc", LARGE));
});

test("HeaderMap.getBytes takes no number of a callback within, where the host writes nothing", async () => {
  let calls = 0;
  const { result } = await run(
    `const value = this.request.headers.getBytes("a");
    if (value == null) return <i32>(Date.now() > 0);
    return value.length;`,
    {
      proxy_get_header_map_value: (exports) => {
        if (++calls > 1) return 1;
        (exports.proxy_on_request_headers as (...args: number[]) => void)(
          ...[STREAM_ID, 0, 1],
        );
        return 0;
      },
      clock_time_get: (exports, clock, precision, out) => {
        const { buffer } = exports.memory as WebAssembly.Memory;
        new DataView(buffer).setBigUint64(
          out,
          3_051_001_600_000_000_000n,
          true,
        );
        return 0;
      },
    },
  );
  assert.equal(result, 0);
});

test("HeaderMap.get leaves the heap whole where it takes the buffer of an outer call", async () => {
  let calls = 0;
  const { result } = await run(
    `if (this.request.headers.get("a") != null) return 1;
    return this.request.headers.size;`,
    {
      proxy_get_header_map_value: (exports, ...args) =>
        ++calls === 1 ? 1 : answer(exports, args.slice(-2), LARGE + 2),
      proxy_get_header_map_pairs: (exports) => {
        (exports.proxy_on_request_headers as (...args: number[]) => void)(
          ...[STREAM_ID, 0, 1],
        );
        return 1;
      },
    },
  );
  assert.equal(result, 0);
});

test("Body.bytes has no more bytes than the host was given", async () => {
  const { result } = await run("return this.request.body.bytes().length;", {
    proxy_get_buffer_status: (exports, type, outLength) => {
      const { buffer } = exports.memory as WebAssembly.Memory;
      new DataView(buffer).setUint32(outLength, 16, true);
      return 0;
    },
    proxy_get_buffer_bytes: (exports, ...args) => {
      const outs = args.slice(-2);
      answer(exports, outs, 16);
      const { buffer } = exports.memory as WebAssembly.Memory;
      new DataView(buffer).setUint32(outs[1], 1 << 20, true);
      return 0;
    },
  });
  assert.equal(result, 16);
});

test("Body.replace refuses a body of which the host says two sizes", async () => {
  let written = 0;
  const { result } = await run('return this.request.body.replace(2, 1, "x");', {
    proxy_get_buffer_status: (exports, type, outLength) => {
      const { buffer } = exports.memory as WebAssembly.Memory;
      new DataView(buffer).setUint32(outLength, 1 << 30, true);
      return 0;
    },
    proxy_get_buffer_bytes: (exports, type, start, size, ...outs) =>
      answer(exports, outs, LARGE),
    proxy_set_buffer_bytes: () => ++written && 0,
  });
  assert.equal(result, INTERNAL_FAILURE);
  assert.equal(written, 0);
});

test("GrpcStream.open takes a token that another stream has, and both end", async () => {
  const { result, call } = await run(
    `const first = new GrpcStream("a", "b.C", "D");
    const second = new GrpcStream("a", "b.C", "D");
    first.open(this);
    second.open(this);
    first.open(this);
    second.open(this);
    return (first.isOpen ? 1 : 0) + (second.isOpen ? 2 : 0);`,
    {},
  );
  assert.equal(result, 2);
  call("proxy_on_grpc_close", ROOT_ID, 0, 0);
  call("proxy_on_delete", STREAM_ID);
});

test("SharedData.update never writes over a value whose version the host does not say", async () => {
  const versions: number[] = [];
  await run(
    `SharedData.increment("a");
    return SharedData.update("a", (old: string | null): string => "b");`,
    {
      proxy_set_shared_data: (exports, ...args) => {
        versions.push(args[4] >>> 0);
        return 0;
      },
    },
  );
  assert.deepEqual(versions, [0xffffffff]);
});

test("process.env is empty where the host says that there are more variables than memory has room for", async () => {
  for (const [count, size] of [
    [0x4000_0001, 8],
    [1, 0xffff_fff0],
    [0xffff_ffff, 0xffff_ffff],
  ] as const) {
    const { result } = await run("return process.env.size;", {
      environ_sizes_get: ({ memory }, countAt, sizeAt) => {
        const view = new DataView((memory as WebAssembly.Memory).buffer);
        view.setUint32(countAt, count, true);
        view.setUint32(sizeAt, size, true);
        return 0;
      },
      environ_get: () => 0,
    });
    assert.equal(result, 0);
  }
});

test("console.timeEnd logs a timer that the host ends by a callback while it says the time", async () => {
  let readings = 0;
  const { result } = await run(
    'console.time("t"); console.timeEnd("t"); return 0;',
    {
      clock_time_get: (exports) => {
        readings++;
        if (readings === 2) {
          (exports.proxy_on_request_headers as (...args: number[]) => void)(
            ...[STREAM_ID, 0, 1],
          );
        }
        return 0;
      },
    },
  );
  assert.equal(result, 0);
  assert.equal(readings, 4);
});
