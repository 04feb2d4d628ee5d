import {
  FilterHeadersStatus,
  HeaderEntries,
  HeaderList,
  HeaderMap,
  HttpContext,
  registerHttpContext,
  Status,
} from "proxy-wasm-as";

/** Does what the request's path says, and reports in response headers. */
class HeaderValues extends HttpContext {
  private path: string = "";

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const headers = this.request.headers;
    const path = headers.get(":path");
    if (path != null) this.path = path;
    if (this.path == "/read") {
      headers.set("x-count", count.toString() + " " + headers.size.toString());
      headers.set("x-get", orNull(headers.get("x-many")));
      headers.set("x-all", headers.getAll("X-Many").join("|"));
      headers.set("x-has-empty", headers.has("x-empty").toString());
      headers.set("x-get-empty", "[" + orNull(headers.get("x-empty")) + "]");
      headers.set("x-has-absent", headers.has("x-absent").toString());
      headers.set("x-get-absent", orNull(headers.get("x-absent")));
      const bytes = headers.getBytes("x-latin1");
      headers.set("x-bytes", bytes == null ? "null" : bytes.toString());
      headers.set("x-text", orNull(headers.get("x-latin1")));
      headers.set("x-names", names(headers.entries()));
    }
    if (this.path == "/clear") headers.replaceAll(new HeaderList());
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const headers = this.response.headers;
    if (this.path == "/clear-response") headers.replaceAll(new HeaderList());
    if (this.path == "/write") write(headers);
    if (this.path == "/refused") refused(headers);
    if (this.path == "/replace") {
      const list = new HeaderList();
      list.append(":status", "201");
      list.append("x-b", "1");
      list.append("x-a", "2");
      list.append("x-b", "3");
      headers.replaceAll(list);
    }
    if (this.path == "/gone") {
      const gone = this.request.headers;
      headers.set("x-request-size", gone.size.toString());
      headers.set("x-request-path", orNull(gone.get(":path")));
      headers.set("x-request-set", gone.set("x", "y").toString());
    }
    return FilterHeadersStatus.Continue;
  }
}

function write(headers: HeaderMap): void {
  headers.append("x-many", "one");
  headers.append("x-many", "two");
  headers.append("x-set", "one");
  headers.append("x-set", "two");
  headers.set("X-Set", "only");
  headers.set("x-empty", "");
  headers.set("x-text", "é€😀");
  headers.setBytes("x-bytes", bytesOf([0xe9, 0xff, 0x09, 0x80]));
  headers.set("x-surrogate", String.fromCharCode(0xd800));
  headers.set("x-gone", "1");
  headers.delete("X-Gone");
}

/** Each must return BadArgument and leave no trace in the response. */
function refused(headers: HeaderMap): void {
  const statuses: Status[] = [
    headers.set("x-evil", "a\r\nx-injected: 1"),
    headers.append("x-evil", "a\nb"),
    headers.set("x-evil", "a\0b"),
    headers.setBytes("x-evil", bytesOf([97, 13])),
    headers.appendBytes("x-evil", bytesOf([0])),
    headers.set("", "a"),
    headers.set("x evil", "a"),
    headers.append("x-evil\r\nx-injected", "a"),
    headers.set("x-evil\0", "a"),
    headers.set("evil:b", "a"),
    headers.set("evil(y", "a"),
    headers.set("evil/b", "a"),
    headers.append("evil@b", "a"),
    headers.append("evil,b", "a"),
    headers.append("évil", "a"),
    headers.set(":abc", "evil"),
  ];
  headers.set("x-statuses", statuses.join(","));
}

function names(entries: HeaderEntries): string {
  const all: string[] = [];
  for (let i = 0; i < entries.length; i++) all.push(entries.name(i));
  return all.join(" ");
}

function orNull(text: string | null): string {
  return text == null ? "null" : text;
}

function bytesOf(values: u8[]): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) bytes[i] = values[i];
  return bytes;
}

registerHttpContext<HeaderValues>("header_values");
