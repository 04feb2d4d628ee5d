import {
  HttpCall,
  HttpContext,
  HttpHandlerOf,
  log,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  text: string = "";

  onConfigure(): bool {
    this.text = this.configuration.text();
    return true;
  }

  onDelete(): void {
    log.info(this.text + ": plugin deleted");
  }

  createHttpContext(): HttpContext {
    return new Waiting();
  }
}

/** Notes what it has found for the upstream, and traps where the answer says so. */
class Waiting extends HttpHandlerOf<Plugin> {
  private path: string = "";

  onRequest(): void {
    const path = this.request.headers.get(":path")!;
    this.path = path;
    if (path == "/now" || path.startsWith("/later")) return this.note(path);
    const held = "before " + path;
    const answer = new HttpCall("upstream").path("/call" + path).wait();
    if (answer.text() == "trap") throw new Error("Cannot go on: " + path);
    this.note(held + " " + answer.text());
  }

  onResponse(): void {
    if (!this.path.startsWith("/later")) return;
    new HttpCall("upstream").path("/call" + this.path).wait();
    this.response.headers.set("x-later", "1");
  }

  private note(what: string): void {
    this.request.headers.set("x-found", this.plugin.text + ": " + what);
  }

  onDelete(): void {
    log.info(this.plugin.text + ": deleted");
  }
}

registerRootContext<Plugin>("waiting");
