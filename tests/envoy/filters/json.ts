import {
  FilterHeadersStatus,
  HttpContext,
  JsonReader,
  JsonWriter,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

/** Reads and writes the lists of texts that its configuration has, one in each line. */
class Plugin extends RootContext {
  private written: string[] = [];

  onConfigure(): bool {
    const lines = this.configuration.text().split("\n");
    for (let i = 0; i < lines.length; i++) this.written.push(written(lines[i]));
    return true;
  }

  createHttpContext(): HttpContext {
    return new Answer(this.written);
  }
}

function written(line: string): string {
  const reader = JsonReader.ofText(line);
  const writer = new JsonWriter().beginList();
  if (reader.enterList()) {
    while (reader.nextItem()) writer.text(reader.readTextOr("?"));
  }
  // The same within a document that takes blocks, where there are vectors.
  const name = "the longest name of a key in this document is this one here";
  const longer = `{"${name}": [${line}, {"b":[true,-0.5e1]}]}`;
  const isJson = JsonReader.ofText(longer).finish();
  if (!reader.finish()) return isJson ? "not JSON" : reader.describeFault();
  if (!isJson) return "not JSON in an object";
  return writer.endList().toString();
}

/** Tells line by line what was written. */
class Answer extends HttpContext {
  private line: i32 = 0;

  constructor(private readonly written: string[]) {
    super();
  }

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const line = this.request.headers.get("x-line");
    if (line != null) this.line = I32.parseInt(line);
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const text = encodeURIComponent(this.written[this.line]);
    this.response.headers.set("x-written", text);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("json");
