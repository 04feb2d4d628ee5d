import { HttpCall, HttpHandler, registerHttpHandler } from "proxy-wasm-as";
import { Block } from "proxy-wasm-as/assembly/runtime/block";

let waits: bool = true;

/** Waits for a call three methods deep, or does not. */
class Waiting extends HttpHandler {
  onRequest(): void {
    const user = this.check("/users");
    if (user != "") this.request.headers.set("x-user", user);
  }

  private check(path: string): string {
    return waits ? this.ask(path) : "";
  }

  private ask(path: string): string {
    const answer = new HttpCall("auth").path(path).wait();
    return answer.status == 200 ? path + answer.text() : "";
  }
}

registerHttpHandler<Waiting>("waiting");

/** Whether streams that begin from now on wait. */
export function setWaits(on: bool): void {
  waits = on;
}

/** Collects, and returns the bytes that are in use. */
export function collect(): u32 {
  __collect();
  return <u32>Block.used;
}
