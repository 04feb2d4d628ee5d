import {
  HttpContext,
  HttpHandlerOf,
  LocalResponse,
  log,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  pattern: Uint8Array = Uint8Array.wrap(String.UTF8.encode("pattern"));

  override onConfigure(): bool {
    const bytes = this.configuration.bytes();
    if (bytes.length > 0) this.pattern = bytes;
    return true;
  }

  override createHttpContext(): HttpContext {
    return new SearchBody();
  }
}

class SearchBody extends HttpHandlerOf<Plugin> {
  override onRequest(): void {
    const pattern = this.plugin.pattern;
    const body = this.request.body;
    // What may begin the pattern, at the end of the parts so far.
    let tail = new Uint8Array(0);
    let chunks = 0;
    for (let part = body.next(); part != null; part = body.next()) {
      chunks++;
      const bytes = join(tail, part.bytes());
      if (contains(bytes, pattern)) return this.refuse(chunks);
      tail = bytes.slice(max(0, bytes.length - pattern.length + 1));
    }
    log.info("pattern not found");
  }

  private refuse(chunk: i32): void {
    const found = `pattern found in chunk: ${chunk}`;
    log.info(found);
    this.respond(
      new LocalResponse(403).header("powered-by", "proxy-wasm-as").text(found),
    );
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length == 0) return b;
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

function contains(bytes: Uint8Array, pattern: Uint8Array): bool {
  for (let i = 0; i <= bytes.length - pattern.length; i++) {
    const at = bytes.dataStart + i;
    if (memory.compare(at, pattern.dataStart, pattern.length) == 0) return true;
  }
  return false;
}

registerRootContext<Plugin>("body_search");
