import { HttpHandler, log, registerHttpHandler, sleep } from "proxy-wasm-as";

const MILLISECONDS: u32 = 1000;

class PostponeRequests extends HttpHandler {
  override onRequest(): void {
    log.info(`postpone request with contextID=${this.id}`);
    sleep(MILLISECONDS);
    // Not reached where the client has gone meanwhile.
    log.info(`resume request with contextID=${this.id}`);
  }
}

registerHttpHandler<PostponeRequests>("postpone_requests");
