import { BufferType, PeerType, Status } from "proxy-wasm-as/assembly/abi/enums";
import { FilterStatus } from "proxy-wasm-as/assembly/abi/filter-status";
import { ContextKind } from "proxy-wasm-as/assembly/contexts/context";
import { HttpContext } from "proxy-wasm-as/assembly/contexts/http-context";
import { RootContext } from "proxy-wasm-as/assembly/contexts/root-context";
import { StreamContext } from "proxy-wasm-as/assembly/contexts/stream-context";
import {
  proxy_on_context_create,
  proxy_on_delete,
  proxy_on_done,
  proxy_on_downstream_connection_close,
  proxy_on_downstream_data,
  proxy_on_new_connection,
  proxy_on_request_trailers,
  proxy_on_upstream_connection_close,
  proxy_on_upstream_data,
} from "proxy-wasm-as/assembly/exports";
import { registerRootContext } from "proxy-wasm-as/assembly/registry";
import { hex } from "../bytes";
import { openContext, readActions, reset, setBuffer } from "../test-host";

/** What was called, with its arguments. */
let calls: string = "";

class Plugin extends RootContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
  createStreamContext(): StreamContext {
    return new Connection();
  }
}

class Stream extends HttpContext {
  onRequestTrailers(count: i32): i32 {
    calls += "http;";
    return 1;
  }
}

class Connection extends StreamContext {
  onNewConnection(): FilterStatus {
    calls += "new;";
    return FilterStatus.StopIteration;
  }
  onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
    calls += `downstream ${size} ${endOfStream};`;
    return FilterStatus.StopIteration;
  }
  onUpstreamData(size: i32, endOfStream: bool): FilterStatus {
    calls += `upstream ${size} ${endOfStream};`;
    return FilterStatus.StopIteration;
  }
  onDownstreamConnectionClose(peer: PeerType): void {
    calls += `downstream closed ${peer};`;
  }
  onUpstreamConnectionClose(peer: PeerType): void {
    calls += `upstream closed ${peer};`;
  }
  onDone(): bool {
    calls += `done ${this.closeDownstream()};`;
    return true;
  }
}

function connection(): StreamContext {
  const context = new StreamContext();
  context.sdkId = 2;
  context.sdkKind = ContextKind.Stream;
  return context;
}

beforeAll(() => registerRootContext<Plugin>());

beforeEach(() => {
  reset();
  calls = "";
  openContext(2);
  proxy_on_context_create(1, 0);
  proxy_on_context_create(2, 1);
});

afterEach(() => {
  proxy_on_delete(2);
  proxy_on_delete(1);
});

describe("the data of StreamContext", () => {
  test("StreamContext.downstream and StreamContext.upstream are the data of each direction", () => {
    setBuffer(BufferType.NetworkDownstreamData, hex("61"));
    setBuffer(BufferType.NetworkUpstreamData, hex("62"));
    expect(connection().downstream.text()).toBe("a");
    expect(connection().upstream.text()).toBe("b");
  });
});

describe("what StreamContext does to its connection", () => {
  test("StreamContext.continueDownstream activates and continues", () => {
    expect(connection().continueDownstream()).toBe(Status.Ok);
    expect(readActions()).toBe("2 continue 2");
  });

  test("StreamContext.continueUpstream answers what the host does", () => {
    expect(connection().continueUpstream()).toBe(Status.Unimplemented);
  });

  test("StreamContext.closeDownstream and StreamContext.closeUpstream activate and close", () => {
    expect(connection().closeDownstream()).toBe(Status.Ok);
    expect(connection().closeUpstream()).toBe(Status.Ok);
    expect(readActions()).toBe("2 close 2; 2 close 3");
  });

  test("StreamContext.closeDownstream refuses a connection that is gone", () => {
    const gone = connection();
    gone.sdkId = 99;
    expect(gone.closeDownstream()).toBe(Status.BadArgument);
    expect(gone.closeUpstream()).toBe(Status.BadArgument);
    expect(gone.continueDownstream()).toBe(Status.BadArgument);
    expect(gone.continueUpstream()).toBe(Status.BadArgument);
    expect(readActions()).toBe("");
  });
});

describe("the callbacks of StreamContext", () => {
  test("StreamContext.onNewConnection makes what RootContext.createStreamContext makes, in a plugin with both kinds", () => {
    expect(proxy_on_new_connection(2)).toBe(FilterStatus.StopIteration);
    expect(calls).toBe("new;");
    expect(proxy_on_request_trailers(2, 1)).toBe(0);
  });

  test("StreamContext.onDownstreamData and StreamContext.onUpstreamData get size and end", () => {
    expect(proxy_on_downstream_data(2, 5, 0)).toBe(1);
    expect(proxy_on_upstream_data(2, 0, 1)).toBe(1);
    expect(calls).toBe("downstream 5 false;upstream 0 true;");
  });

  test("StreamContext.onDownstreamConnectionClose and StreamContext.onUpstreamConnectionClose get the peer", () => {
    proxy_on_downstream_connection_close(2, 2);
    proxy_on_upstream_connection_close(2, 0);
    expect(calls).toBe("downstream closed 2;upstream closed 0;");
  });

  test("Context.onDone can do nothing to a connection that ends", () => {
    proxy_on_new_connection(2);
    proxy_on_done(2);
    expect(calls).toBe("new;done 2;");
    expect(readActions()).toBe("");
  });

  test("callbacks of an unknown connection continue", () => {
    expect(proxy_on_new_connection(99)).toBe(FilterStatus.Continue);
    expect(proxy_on_downstream_data(99, 1, 0)).toBe(FilterStatus.Continue);
    expect(proxy_on_upstream_data(99, 1, 0)).toBe(FilterStatus.Continue);
    proxy_on_downstream_connection_close(99, 1);
    proxy_on_upstream_connection_close(99, 1);
    expect(calls).toBe("");
  });

  test("HttpContext keeps its streams of a plugin with both kinds", () => {
    expect(proxy_on_request_trailers(2, 1)).toBe(1);
    expect(calls).toBe("http;");
  });
});
