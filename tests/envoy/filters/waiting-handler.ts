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
  onRequest(): void {
    const path = this.request.headers.get(":path")!;
    if (path == "/now") return this.note(path);
    const held = "before " + path;
    const answer = new HttpCall("upstream").path("/call" + path).wait();
    if (answer.text() == "trap") throw new Error("Cannot go on: " + path);
    this.note(held + " " + answer.text());
  }

  private note(what: string): void {
    this.request.headers.set("x-found", this.plugin.text + ": " + what);
  }

  onDelete(): void {
    log.info(this.plugin.text + ": deleted");
  }
}

registerRootContext<Plugin>("waiting");
