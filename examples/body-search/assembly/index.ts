import {
  FilterDataStatus,
  FilterTrailersStatus,
  HttpContext,
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

class SearchBody extends HttpContext {
  private searched: i32 = 0;
  private chunks: i32 = 0;

  override onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (size > this.searched && this.find(size)) {
      const found = `pattern found in chunk: ${this.chunks}`;
      log.info(found);
      this.sendLocalResponse(
        new LocalResponse(403)
          .header("powered-by", "proxy-wasm-as")
          .text(found),
      );
      return FilterDataStatus.StopIterationNoBuffer;
    }
    // The server gets no part before all of it was searched.
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    log.info("pattern not found");
    return FilterDataStatus.Continue;
  }

  override onRequestTrailers(count: i32): FilterTrailersStatus {
    log.info("pattern not found");
    return FilterTrailersStatus.Continue;
  }

  /** Searches what is new, and as much before it as may begin the pattern. */
  private find(size: i32): bool {
    const pattern = (this.root as Plugin).pattern;
    const from = max(0, this.searched - pattern.length + 1);
    const bytes = this.request.body.read(from, size - from);
    this.searched = size;
    this.chunks++;
    for (let i = 0; i <= bytes.length - pattern.length; i++) {
      const at = bytes.dataStart + i;
      if (memory.compare(at, pattern.dataStart, pattern.length) == 0) {
        return true;
      }
    }
    return false;
  }
}

registerRootContext<Plugin>("body_search");
