import {
  HttpCall,
  HttpCallOutcome,
  HttpHandler,
  LocalResponse,
  registerHttpHandler,
} from "proxy-wasm-as";

/** Answers each request with the answers of another service, which it asks twice. */
class Campaign extends HttpHandler {
  onRequest(): void {
    const path = this.request.headers.get(":path")!;
    const one = this.ask("/one" + path, 30_000);
    const isLate = path.startsWith("/late");
    const two = this.ask("/two" + path, isLate ? 100 : 30_000);
    const status = two == "" ? 504 : 200;
    this.respond(new LocalResponse(status).text(path + " " + one + " " + two));
  }

  private ask(path: string, milliseconds: u32): string {
    const answer = new HttpCall("auth").path(path).timeout(milliseconds).wait();
    if (answer.outcome == HttpCallOutcome.Answered) return answer.text();
    return "";
  }
}

registerHttpHandler<Campaign>("campaign");
