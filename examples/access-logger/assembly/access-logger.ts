import { log, properties, RootContext } from "proxy-wasm-as";

export class AccessLogger extends RootContext {
  override onLog(): void {
    const method = orDash(this.request.headers.get(":method"));
    const path = orDash(this.request.headers.get(":path"));
    // There is no status where the client left before the response came.
    const status = properties.response.codeOr(0);
    const details = orDash(properties.response.codeDetails);
    const size = properties.response.sizeOr(0);
    log.info(`${method} ${path} ${status} ${details} ${size}`);
  }
}

function orDash(text: string | null): string {
  return text ?? "-";
}
