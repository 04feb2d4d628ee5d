import {
  HttpCall,
  HttpCallOutcome,
  HttpHandler,
  LocalResponse,
  registerHttpHandler,
} from "proxy-wasm-as";

/** Asks four times for each message, and holds texts while it waits. */
class Asking extends HttpHandler {
  onRequest(): void {
    const path = this.request.headers.get(":path")!;
    if (path.startsWith("/denied")) {
      return this.respond(new LocalResponse(403).text("denied " + path));
    }
    this.request.headers.set("x-found", this.askAll("request", path));
    this.request.headers.set("x-own", this.request.headers.get(":path")!);
  }

  onResponse(): void {
    const status = this.response.headers.get(":status")!;
    this.response.headers.set("x-found", this.askAll("response", status));
  }

  private askAll(kind: string, what: string): string {
    const found: string[] = [];
    for (let i = 0; i < 4; i++) {
      const path = "/" + kind + what + "/" + i.toString();
      // Only what is never answered is late, however slow the machine is.
      const isNever = path.includes("never") && i == 2;
      const limit = isNever ? 300 : 300_000;
      const answer = new HttpCall("upstream").path(path).timeout(limit).wait();
      if (answer.outcome == HttpCallOutcome.TimedOut) {
        this.respond(new LocalResponse(504).text("late " + path));
        break;
      }
      found.push(path + "=" + answer.text());
    }
    return found.join(" ");
  }
}

registerHttpHandler<Asking>("asking");
