import {
  HttpContext,
  HttpHandlerOf,
  LocalResponse,
  log,
  Needles,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  pattern: Needles = new Needles(["pattern"]);

  override onConfigure(): bool {
    const bytes = this.configuration.bytes();
    if (bytes.length > 0) this.pattern = Needles.ofBytes([bytes]);
    return true;
  }

  override createHttpContext(): HttpContext {
    return new SearchBody();
  }
}

class SearchBody extends HttpHandlerOf<Plugin> {
  override onRequest(): void {
    // It finds what is cut between two parts, too.
    const search = this.plugin.pattern.search();
    const body = this.request.body;
    let chunks = 0;
    for (let part = body.next(); part != null; part = body.next()) {
      chunks++;
      search.feed(part.bytes());
      if (search.next()) return this.refuse(chunks);
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

registerRootContext<Plugin>("body_search");
