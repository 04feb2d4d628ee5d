import { MapType } from "../abi/enums";
import { HeaderMap } from "./header-map";

/** A request or a response, as far as the proxy has it now. */
export class HttpMessage {
  /** Its headers, `:method`, `:path`, `:status` and their like included. */
  readonly headers: HeaderMap;

  constructor(headers: MapType) {
    this.headers = new HeaderMap(headers);
  }
}

/** The request of the stream that the host is calling about. */
export const request: HttpMessage = new HttpMessage(MapType.RequestHeaders);

/** The response of the stream that the host is calling about. */
export const response: HttpMessage = new HttpMessage(MapType.ResponseHeaders);
