import {
  FilterHeadersStatus,
  HttpCall,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";
import { Block } from "proxy-wasm-as/assembly/runtime/block";

let waits: bool = true;

/** As `waiting.ts` does, by callbacks. */
class Waiting extends HttpContext {
  private path: string = "";

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return this.check("/users");
  }

  private check(path: string): FilterHeadersStatus {
    if (!waits) return FilterHeadersStatus.Continue;
    this.path = path;
    return this.ask(path);
  }

  private ask(path: string): FilterHeadersStatus {
    new HttpCall("auth").path(path).send<Waiting>(this, (self, response) => {
      if (response.status == 200) {
        const user = self.path + response.body.text();
        self.request.headers.set("x-user", user);
      }
      self.continueRequest();
    });
    return FilterHeadersStatus.StopAllIterationAndWatermark;
  }
}

registerHttpContext<Waiting>("waiting");

/** Whether streams that begin from now on wait. */
export function setWaits(on: bool): void {
  waits = on;
}

/** Collects, and returns the bytes that are in use. */
export function collect(): u32 {
  __collect();
  return <u32>Block.used;
}
