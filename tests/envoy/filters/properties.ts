import {
  FilterDataStatus,
  FilterHeadersStatus,
  getProperty,
  getPropertyBoolOr,
  getPropertyBytes,
  getPropertyF64Or,
  getPropertyI64Or,
  getPropertyList,
  getPropertyMap,
  getPropertyU64Or,
  HttpContext,
  log,
  LogLevel,
  registerRootContext,
  RootContext,
  setProperty,
  setPropertyBytes,
} from "proxy-wasm-as";
import { logProperties } from "./generated/log-properties";
import { PropertyLog } from "./base/property-log";

const METADATA = ["xds", "route_metadata", "filter_metadata", "com.example"];

class All extends RootContext {
  onConfigure(): bool {
    log.info("configure set " + setProperty(["tenant"], "none").toString());
    logProperties("configure");
    return true;
  }
  createHttpContext(): HttpContext {
    return new AllOfStream();
  }
}

class AllOfStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    logProperties("request");
    return FilterHeadersStatus.Continue;
  }
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    logProperties("response");
    return FilterHeadersStatus.Continue;
  }
  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (endOfStream) log.info("end");
    return FilterDataStatus.Continue;
  }
  onLog(): void {
    logProperties("log");
    log.write(LogLevel.Info, "log end");
  }
}

class Paths extends RootContext {
  createHttpContext(): HttpContext {
    return new PathsOfStream();
  }
}

/** Reads properties by path, in all encodings. */
class PathsOfStream extends HttpContext {
  private readonly out: PropertyLog = new PropertyLog("paths ");
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.out.text("text", getProperty(METADATA.concat(["team"])));
    const number = getPropertyF64Or(METADATA.concat(["weight"]), -1);
    this.out.text("f64", number.toString());
    const flag = getPropertyBoolOr(METADATA.concat(["on"]), false);
    this.out.text("bool", flag.toString());
    const port = getPropertyI64Or(["destination", "port"], -1);
    this.out.text("i64", port.toString());
    const absent = getPropertyI64Or(["destination", "none"], -1);
    this.out.text("i64-absent", absent.toString());
    const other = getPropertyI64Or(METADATA.concat(["on"]), -1);
    this.out.text("i64-of-bool", other.toString());
    const id = getPropertyU64Or(["connection", "id"], u64.MAX_VALUE);
    this.out.text("u64", (id < 1_000_000).toString());
    this.out.text("node", getProperty(["xds", "node", "id"]));
    this.out.bytes("code", getPropertyBytes(["response", "code"]));
    this.out.text("empty-path", getProperty([]));
    this.collections();
    return FilterHeadersStatus.Continue;
  }

  private collections(): void {
    const map = getPropertyMap(METADATA);
    if (map != null) {
      this.out.text("map-size", map.size.toString());
      this.out.text("map-team", map.get("team"));
      this.out.text("map-absent", map.get("absent"));
      this.out.bytes("map-weight", map.getBytes("weight"));
      const keys: string[] = [];
      for (let i = 0; i < map.size; i++) {
        keys.push(map.key(i) + ":" + map.valueBytes(i).length.toString());
        if (map.key(i) == "team") this.out.text("map-value", map.value(i));
      }
      this.out.text("map-keys", keys.sort().join());
    }
    const list = getPropertyList(METADATA.concat(["list"]));
    if (list != null) {
      this.out.text("list-length", list.length.toString());
      this.out.text("list-text", list.text(0));
      this.out.bytes("list-bytes", list.bytes(1));
    }
    this.out.text("list-item", getProperty(METADATA.concat(["list", "0"])));
    const none = getPropertyMap(["absent"]);
    this.out.text("map-none", none == null ? null : "a map");
    const noList = getPropertyList(["absent"]);
    this.out.text("list-none", noList == null ? null : "a list");
  }
}

class Writer extends RootContext {
  createHttpContext(): HttpContext {
    return new WriterOfStream();
  }
}

class WriterOfStream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    log.info("set " + setProperty(["tenant"], "é").toString());
    const value = new Uint8Array(3);
    value[0] = 0xff;
    log.info("set bytes " + setPropertyBytes(["raw"], value).toString());
    log.info("set empty " + setProperty(["void"], "").toString());
    log.info("set two " + setProperty(["two", "parts"], "a").toString());
    return FilterHeadersStatus.Continue;
  }
}

class Reader extends RootContext {
  createHttpContext(): HttpContext {
    return new ReaderOfStream();
  }
}

class ReaderOfStream extends HttpContext {
  private readonly out: PropertyLog = new PropertyLog("reader ");
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.out.text("tenant", getProperty(["tenant"]));
    this.out.bytes("raw", getPropertyBytes(["raw"]));
    this.out.text("void", getProperty(["void"]));
    this.out.text("two", getProperty(["two", "parts"]));
    const state = getProperty(["filter_state", "wasm.tenant"]);
    this.out.text("state", state);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<All>("all");
registerRootContext<Paths>("paths");
registerRootContext<Writer>("writer");
registerRootContext<Reader>("reader");
