import {
  FilterDataStatus,
  FilterTrailersStatus,
  HttpContext,
  LocalResponse,
} from "proxy-wasm-as";

/** Answers a request with its own body, in place of the server. */
export class EchoBody extends HttpContext {
  override onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    this.echo();
    return FilterDataStatus.StopIterationNoBuffer;
  }

  override onRequestTrailers(count: i32): FilterTrailersStatus {
    this.echo();
    return FilterTrailersStatus.StopIteration;
  }

  private echo(): void {
    const body = this.request.body.bytes();
    this.sendLocalResponse(new LocalResponse(200).bytes(body));
  }
}
