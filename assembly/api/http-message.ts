import { MapType } from "../abi/enums";
import { HeaderMap } from "./header-map";

const HANDLES = memory.data(8, 8);

/** Which of a stream's two messages. */
export enum MessageKind {
  Request = 0,
  Response = 1,
}

/** A request or a response, as far as the proxy has it now. */
@unmanaged
@final
export class HttpMessage {
  /** Returns the request or the response of the stream that the host calls about. */
  static of(kind: MessageKind): HttpMessage {
    return changetype<HttpMessage>(HANDLES + kind);
  }

  /** Its headers, `:method`, `:path`, `:status` and their like included. */
  get headers(): HeaderMap {
    return HeaderMap.of(
      this.kind == MessageKind.Request
        ? MapType.RequestHeaders
        : MapType.ResponseHeaders,
    );
  }

  // As in HeaderMap, the address alone says which message it is.
  private get kind(): MessageKind {
    return <MessageKind>(changetype<usize>(this) - HANDLES);
  }
}
