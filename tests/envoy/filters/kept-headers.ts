import {
  callForeignFunction,
  FilterHeadersStatus,
  HeaderEntries,
  HeaderList,
  HeaderMap,
  HttpContext,
  MapType,
  registerRootContext,
  RootContext,
  setProperty,
} from "proxy-wasm-as";
import {
  proxy_get_header_map_pairs,
  proxy_get_header_map_value,
  proxy_replace_header_map_value,
} from "proxy-wasm-as/assembly/abi/env";
import {
  outAddress,
  outSize,
  takeBuffer,
} from "proxy-wasm-as/assembly/abi/memory";
import { decode } from "proxy-wasm-as/assembly/abi/utf8";

const NAMES = (
  "x-a X-A x-b x-many X-Many x-empty x-bin x-absent content-type Content-Type " +
  "via cookie host Host :authority :path :method :status"
).split(" ");

class Plugin extends RootContext {
  createHttpContext(): HttpContext {
    return new KeptHeaders(this);
  }
}

/**
 * Does the steps that the path of the request has, of two letters each, and compares
 * each read of the SDK with what the host says itself.
 */
class KeptHeaders extends HttpContext {
  private steps: string = "";
  private differences: string = "";
  private reads: i32 = 0;

  constructor(private readonly plugin: Plugin) {
    super();
  }

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = hostValue(MapType.RequestHeaders, ":path");
    if (path != null) this.steps = String.UTF8.decode(path);
    this.run(this.request.headers, MapType.RequestHeaders, 1);
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.run(this.response.headers, MapType.ResponseHeaders, 1);
    this.run(this.request.headers, MapType.RequestHeaders, 1);
    report("x-differences", this.differences);
    report("x-reads", this.reads.toString());
    return FilterHeadersStatus.Continue;
  }

  private run(headers: HeaderMap, map: MapType, from: i32): void {
    for (let i = from; i + 1 < this.steps.length; i += 2) {
      const verb = this.steps.charAt(i);
      const index = this.steps.charCodeAt(i + 1) - 97;
      const name = NAMES[index % NAMES.length];
      if (!this.read(verb, headers, map, name)) {
        this.edit(verb, headers, map, name, i);
        continue;
      }
      this.reads++;
    }
  }

  /** Reads as a step says; false where it is not one that reads. */
  private read(
    verb: string,
    headers: HeaderMap,
    map: MapType,
    name: string,
  ): bool {
    const value = hostValue(map, name);
    const all = new HeaderEntries(hostPairs(map));
    if (verb == "g") {
      const text = headers.get(name);
      this.check(
        verb,
        name,
        text == null ? null : String.UTF8.encode(text),
        text == null || value == null
          ? value
          : String.UTF8.encode(
              decode(changetype<usize>(value), value.byteLength),
            ),
      );
    } else if (verb == "b") {
      const bytes = headers.getBytes(name);
      this.check(verb, name, bytes == null ? null : bytes.buffer, value);
    } else if (verb == "h") {
      if (headers.has(name) != (value != null)) this.note(verb, name);
    } else if (verb == "a") {
      this.readValues(headers, all, name);
    } else if (verb == "e") {
      this.readAll(headers, all);
    } else {
      return false;
    }
    return true;
  }

  private readValues(
    headers: HeaderMap,
    all: HeaderEntries,
    name: string,
  ): void {
    const values = headers.getAllBytes(name);
    let found = 0;
    for (let i = 0; i < all.length; i++) {
      if (!all.hasName(i, name)) continue;
      if (found == values.length) {
        this.note("a", name);
        break;
      }
      this.check("a", name, values[found++].buffer, all.valueBytes(i).buffer);
    }
    if (found != values.length) this.note("a", name);
  }

  private readAll(headers: HeaderMap, all: HeaderEntries): void {
    const own = headers.entries();
    if (own.length != all.length) this.note("e", "");
    for (let i = 0; i < min(own.length, all.length); i++) {
      this.check("e", "", own.nameBytes(i).buffer, all.nameBytes(i).buffer);
      this.check("e", "", own.valueBytes(i).buffer, all.valueBytes(i).buffer);
    }
  }

  private edit(
    verb: string,
    headers: HeaderMap,
    map: MapType,
    name: string,
    i: i32,
  ): void {
    const value = name == ":path" ? this.steps : "v" + i.toString();
    if (verb == "s") headers.set(name, value);
    if (verb == "p") headers.append(name, value);
    if (verb == "B")
      headers.setBytes(
        "x-bin",
        Uint8Array.wrap(String.UTF8.encode("é" + value)),
      );
    if (verb == "d" && !name.startsWith(":")) headers.delete(name);
    if (verb == "P") setProperty(["a"], value);
    if (verb == "F")
      callForeignFunction("clear_route_cache", new Uint8Array(0));
    if (verb == "X") {
      this.plugin.activate();
      this.read("g", headers, map, name);
      this.read("e", headers, map, name);
      this.activate();
    }
    if (verb == "O") {
      const trailers = this.request.trailers;
      this.read("g", trailers, MapType.RequestTrailers, name);
    }
    if (verb == "R") {
      const list = new HeaderList();
      const entries = headers.entries();
      for (let k = 0; k < entries.length; k++) {
        list.append(entries.name(k), entries.value(k));
      }
      list.append("x-many", value);
      headers.replaceAll(list);
    }
  }

  private check(
    verb: string,
    name: string,
    own: ArrayBuffer | null,
    host: ArrayBuffer | null,
  ): void {
    if (own == null && host == null) return;
    if (own != null && host != null && own.byteLength == host.byteLength) {
      const size = own.byteLength;
      if (
        memory.compare(changetype<usize>(own), changetype<usize>(host), size) ==
        0
      )
        return;
    }
    this.note(verb, name);
  }

  private note(verb: string, name: string): void {
    this.differences += verb + " " + name + ";";
  }
}

/** Asks the host for a header, whatever the SDK knows. */
function hostValue(map: MapType, name: string): ArrayBuffer | null {
  const bytes = String.UTF8.encode(name);
  const out = outAddress();
  const status = proxy_get_header_map_value(
    map,
    changetype<usize>(bytes),
    bytes.byteLength,
    out,
    outSize(),
  );
  return status == 0 ? takeBuffer() : null;
}

function hostPairs(map: MapType): ArrayBuffer {
  const out = outAddress();
  proxy_get_header_map_pairs(map, out, outSize());
  return takeBuffer();
}

/** Sets a response header, which the SDK does not notice. */
function report(name: string, value: string): void {
  const bytes = String.UTF8.encode(name);
  const text = String.UTF8.encode(value);
  proxy_replace_header_map_value(
    MapType.ResponseHeaders,
    changetype<usize>(bytes),
    bytes.byteLength,
    changetype<usize>(text),
    text.byteLength,
  );
}

registerRootContext<Plugin>();
