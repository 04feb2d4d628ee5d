import {
  FilterHeadersStatus,
  HttpContext,
  LocalResponse,
  registerHttpContext,
} from "proxy-wasm-as";

class Small {
  a: u64 = 1;
  b: u64 = 2;
}

/** How many small objects each stream makes and drops. */
const OBJECTS = 10_000;

let sum: u64 = 0;

/**
 * Makes garbage for each stream, and answers with the number of pages of its memory. A
 * stream with the path `/wait` stays there; one with `/text` builds a text of 33,000
 * characters one by one.
 */
class Memory extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    for (let i = 0; i < OBJECTS; i++) sum += new Small().a;
    const path = this.request.headers.get(":path");
    if (path == "/wait") return FilterHeadersStatus.StopIteration;
    const text = path == "/text" ? copyOf("abcdefghij".repeat(3_300)) : "";
    const response = new LocalResponse(200)
      .header("x-pages", memory.size().toString())
      .header("x-sum", sum.toString())
      .text(text);
    this.sendLocalResponse(response);
    return FilterHeadersStatus.StopIteration;
  }
}

function copyOf(text: string): string {
  let copy = "";
  for (let i = 0; i < text.length; i++) {
    copy += String.fromCharCode(text.charCodeAt(i));
  }
  return copy;
}

registerHttpContext<Memory>("memory");
