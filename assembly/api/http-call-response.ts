import { BufferType, MapType } from "../abi/enums";
import { CalloutBody } from "./callout-body";
import { statusMessage } from "./call-status";
import { HeaderMap } from "./header-map";

/** How an HTTP call ended. */
export enum HttpCallOutcome {
  /** The other side answered, be it with an error. */
  Answered,
  /** The time of the call was over, or the cluster's own limit. */
  TimedOut,
  /** There was no answer. */
  Failed,
}

@unmanaged
@final
export class HttpCallResponse {
  private count: u32 = 0;

  static of(count: u32): HttpCallResponse {
    // In the function, so that only a module that calls it has the memory.
    const response = changetype<HttpCallResponse>(memory.data(8, 4));
    response.count = count;
    return response;
  }

  get headers(): HeaderMap {
    return HeaderMap.of(MapType.HttpCallResponseHeaders);
  }

  get trailers(): HeaderMap {
    return HeaderMap.of(MapType.HttpCallResponseTrailers);
  }

  get body(): CalloutBody {
    return CalloutBody.of(BufferType.HttpCallResponseBody);
  }

  get status(): i32 {
    const text = this.headers.get(":status");
    return text == null ? 0 : I32.parseInt(text);
  }

  get outcome(): HttpCallOutcome {
    if (this.count == 0) return HttpCallOutcome.Failed;
    return HttpCallOutcome.Answered;
  }

  get failure(): string {
    return statusMessage();
  }
}
