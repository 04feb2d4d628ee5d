import {
  HttpCall,
  HttpContext,
  HttpHandler,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

/** Has a version as its configuration; refuses some, and traps for others. */
class Plugin extends RootContext {
  version: string = "";

  onConfigure(): bool {
    this.version = this.configuration.text();
    if (this.version.startsWith("trap"))
      throw new Error("Cannot start: told so");
    return !this.version.startsWith("refuse");
  }

  createHttpContext(): HttpContext {
    return new Stream();
  }
}

/** Waits for a call, and says in the answer which configuration it has. */
class Stream extends HttpHandler {
  private version: string = "";

  onRequest(): void {
    this.version = (this.root as Plugin).version;
    const path = this.request.headers.get(":path")!;
    const answer = new HttpCall("upstream").path("/call" + path).wait();
    this.request.headers.set("x-stamp", answer.text());
  }

  onResponse(): void {
    const isSame = (this.root as Plugin).version == this.version;
    this.response.headers.set("x-version", isSame ? this.version : "mixed");
  }
}

registerRootContext<Plugin>("reloads");
