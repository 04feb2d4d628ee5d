import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

/** Uses what the transform adds to the language, which editors must know as well. */
class Filter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    for (const name of ["a"]) console.log(name, 5, true);
    for (const letter of "abc") console.warn(letter);
    const limits = new Map<string, i32>();
    for (const [plan, limit] of limits) console.log(plan, limit);
    for (const [plan, limit] of limits.entries()) console.log(plan, limit);
    for (const [index, text] of ["x"].entries()) console.log(index, text);
    for (const byte of new Uint8Array(1)) console.log(byte);
    for (const text of new Set<string>()) console.log(text);
    for (const [name, value] of this.request.headers) console.log(name, value);
    this.request.headers.forEach((value, name) => console.log(name, value));
    const found = ["a"].find((text) => text == "a");
    const [name, value = ""] = "a=b".split("=");
    console.log(found, name, value, (1.5).toFixed(2));
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<Filter>("language");
