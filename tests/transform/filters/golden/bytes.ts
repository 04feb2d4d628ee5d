// Goes over all bytes of a body.
import {
  FilterDataStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

class Bytes extends HttpContext {
  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    const bytes = this.request.body.bytes();
    for (let i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0x09) bytes[i] = 0x20;
    }
    this.request.body.setBytes(bytes);
    return FilterDataStatus.Continue;
  }
}

registerHttpContext<Bytes>("bytes");
