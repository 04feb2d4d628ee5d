import {
  FilterDataStatus,
  FilterHeadersStatus,
  HttpCall,
  HttpContext,
  HttpHandler,
  JsonPicks,
  JsonWriter,
  registerHttpContext,
  registerHttpHandler,
  SharedCache,
} from "proxy-wasm-as";

/** Tells how large the memory is. */
abstract class Measured extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-pages", memory.size().toString());
    return FilterHeadersStatus.Continue;
  }
}

class AddHeader extends Measured {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path")!;
    this.request.headers.set("x-path", path.toUpperCase());
    return FilterHeadersStatus.Continue;
  }
}

class Body extends Measured {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.request.headers.delete("content-length");
    return FilterHeadersStatus.Continue;
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    this.request.body.set(this.request.body.text().toUpperCase());
    return FilterDataStatus.Continue;
  }
}

const PICKS = new JsonPicks(["/name", "/list/1"]);

class Json extends Measured {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.request.headers.delete("content-length");
    return FilterHeadersStatus.Continue;
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    const body = this.request.body;
    const tree = body.json();
    if (tree != null && PICKS.read(body.jsonReader())) {
      const json = new JsonWriter();
      json.beginObject().key("name").text(PICKS.textOr(0, "none"));
      json.key("second").i64(PICKS.integerOr(1, 0)).endObject();
      body.set(json.toString());
    }
    return FilterDataStatus.Continue;
  }
}

class Calls extends HttpHandler {
  onRequest(): void {
    const path = this.request.headers.get(":path")!;
    const answer = new HttpCall("upstream").path(path).wait();
    this.request.headers.set("x-answer", answer.text());
  }

  onResponse(): void {
    this.response.headers.set("x-pages", memory.size().toString());
  }
}

const CACHE = new SharedCache("long-runs", 60_000);

let requests: u32 = 0;

class Cache extends Measured {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const key = "key" + (++requests % 5000).toString();
    const known = CACHE.get(key);
    if (known == null) CACHE.set(key, "value of " + key);
    else this.request.headers.set("x-known", known);
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<AddHeader>("add-header");
registerHttpContext<Body>("body");
registerHttpContext<Json>("json");
registerHttpHandler<Calls>("calls");
registerHttpContext<Cache>("cache");
