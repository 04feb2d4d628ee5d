import {
  callForeignFunction,
  clearRouteCache,
  compress,
  declareProperty,
  Expression,
  getProperty,
  getPropertyBytes,
  HttpContext,
  LifeSpan,
  log,
  properties,
  PropertyType,
  registerRootContext,
  RootContext,
  setEnvoyFilterState,
  setProperty,
  setPropertyBytes,
  uncompress,
} from "proxy-wasm-as";
import { list, Probe, utf8 } from "./probe";

const MIB = 1 << 20;

class Plugin extends RootContext {
  isPost: Expression | null = null;

  onConfigure(): bool {
    this.isPost = Expression.create("request.method == 'POST'");
    const first = declareProperty("label", PropertyType.String);
    const again = declareProperty("label", PropertyType.String);
    const once = declareProperty("once", PropertyType.String, true);
    const kept = declareProperty(
      "kept",
      PropertyType.String,
      false,
      LifeSpan.DownstreamConnection,
    );
    log.info(
      "declared " + [first, again, once, kept].map<string>(asText).join(),
    );
    const wrong = Expression.create("request.method ==");
    log.info("wrong " + (wrong == null).toString());
    return true;
  }

  createHttpContext(): HttpContext {
    return new Foreign();
  }
}

function asText(status: i32, index: i32, all: i32[]): string {
  return status.toString();
}

class Foreign extends Probe {
  run(path: string): void {
    if (path == "/raw") this.raw();
    else if (path == "/compress") this.compression();
    else if (path == "/route") this.route(true);
    else if (path == "/edit") this.request.headers.set("x-to", "other");
    else if (path == "/route-kept") this.route(false);
    else if (path == "/state") this.state();
    else if (path == "/declared") this.declared();
    else if (path == "/kept") this.kept();
    else this.expression();
  }

  private raw(): void {
    const none = callForeignFunction("no_such", utf8("a"));
    this.note("unknown", none.status.toString());
    this.note("unknown-bytes", none.bytes().length.toString());
    const packed = callForeignFunction("compress", utf8("aaaaaaaa"));
    const plain = callForeignFunction("uncompress", packed.bytes());
    this.note("plain", plain.status.toString() + " " + plain.text());
    const bad = callForeignFunction("uncompress", utf8("no zlib"));
    this.note("bad", bad.status.toString() + bad.text());
    const empty = callForeignFunction("clear_route_cache", new Uint8Array(0));
    this.note("no-answer", empty.status.toString() + empty.text());
    const args = callForeignFunction("declare_property", utf8("\xff\xff"));
    this.note("bad-arguments", args.status.toString());
  }

  private compression(): void {
    const large = new Uint8Array(MIB).fill(7);
    const packed = compress(large);
    if (packed == null) return this.note("packed", null);
    this.note("packed", packed.length.toString());
    const plain = uncompress(packed);
    if (plain == null) return this.note("plain", null);
    this.note("plain", plain.length.toString());
    const left = large.dataStart;
    const isSame =
      plain.length == MIB && memory.compare(left, plain.dataStart, MIB) == 0;
    this.note("same", isSame.toString());
    const none = compress(new Uint8Array(0));
    this.note("nothing", none == null ? null : list(uncompress(none)));
    this.note("bad", list(uncompress(utf8("no zlib"))));
    this.note("empty", list(uncompress(new Uint8Array(0))));
    const short = packed.slice(0, packed.length - 1);
    this.note("short", list(uncompress(short)));
  }

  private route(isCleared: bool): void {
    setProperty(["target"], "b");
    if (isCleared) this.note("clear", clearRouteCache().toString());
  }

  private state(): void {
    const name = "envoy.network.upstream_server_name";
    this.note("known", setEnvoyFilterState(name, "example.com").toString());
    const value = properties.filterState(name);
    this.note("value", value);
    const unknown = setEnvoyFilterState(
      "no.such.state",
      "a",
      LifeSpan.DownstreamRequest,
    );
    this.note("unknown", unknown.toString());
    const bad = setEnvoyFilterState(
      "envoy.network.transport_socket.original_dst_address",
      "not an address",
    );
    this.note("bad", bad.toString());
  }

  private declared(): void {
    this.note("label", setProperty(["label"], "a").toString());
    this.note("label-again", setProperty(["label"], "b").toString());
    this.note("label-value", getProperty(["label"]));
    this.note("once", setProperty(["once"], "a").toString());
    this.note("once-again", setProperty(["once"], "b").toString());
    this.note("once-value", getProperty(["once"]));
  }

  private kept(): void {
    this.note("kept", getProperty(["kept"]));
    setProperty(["kept"], "from " + this.id.toString());
  }

  private expression(): void {
    const isPost = (this.root as Plugin).isPost;
    if (isPost == null) return this.note("is-post", null);
    this.note("is-post", isPost.evaluateBoolOr(false).toString());
    this.note("is-post-bytes", list(isPost.evaluateBytes()));
    this.note("is-post-i64", isPost.evaluateI64Or(-1).toString());
    const text = Expression.create("request.path + '!'");
    this.note("text", text == null ? null : text.evaluate());
    const i64 = Expression.create("request.size + 40");
    if (i64 != null) this.note("i64", i64.evaluateI64Or(-1).toString());
    const f64 = Expression.create("1.5 + 2.0");
    if (f64 != null) this.note("f64", f64.evaluateF64Or(-1).toString());
    const absent = Expression.create("response.code == 200");
    if (absent != null) {
      this.note("absent", absent.evaluateBoolOr(true).toString());
      this.note("absent-text", absent.evaluate());
    }
    setPropertyBytes(["own"], utf8("x"));
    const own = Expression.create("own == b'x'");
    if (own != null) this.note("own", own.evaluateBoolOr(false).toString());
    if (text != null) {
      this.note("delete", text.delete().toString());
      this.note("deleted", text.evaluate());
      this.note("delete-again", text.delete().toString());
    }
    this.note("code", list(getPropertyBytes(["response", "code"])));
  }
}

registerRootContext<Plugin>("");
