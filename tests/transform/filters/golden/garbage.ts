// Allocates in a loop and outside of one, and has a class with fields.
import {
  FilterHeadersStatus,
  HttpContext,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

class Entry {
  constructor(
    readonly name: string,
    readonly count: i32,
    readonly next: Entry | null,
  ) {}
}

function join(count: i32): string {
  let text = "";
  for (let i = 0; i < count; i++) text += i.toString();
  return text;
}

function once(count: i32): Entry {
  return new Entry(count.toString(), count, null);
}

class Garbage extends HttpContext {
  last: Entry | null = null;

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.last = new Entry(join(count), count, once(count));
    return FilterHeadersStatus.Continue;
  }
}

class Plugin extends RootContext {
  createHttpContext(): HttpContext {
    return new Garbage();
  }
}

registerRootContext<Plugin>("garbage");
