import { BufferType } from "../abi/enums";
import { GrpcStatus } from "../abi/grpc-status";
import { CalloutBody } from "./callout-body";
import { statusMessage } from "./call-status";

@unmanaged
@final
export class GrpcCallResponse {
  private code: GrpcStatus = GrpcStatus.Ok;

  static of(status: GrpcStatus): GrpcCallResponse {
    // In the function, so that only a module that calls it has the memory.
    const response = changetype<GrpcCallResponse>(memory.data(4, 4));
    response.code = status;
    return response;
  }

  get status(): GrpcStatus {
    return this.code;
  }

  get message(): string {
    return this.status == GrpcStatus.Ok ? "" : statusMessage();
  }

  get body(): CalloutBody {
    return CalloutBody.of(BufferType.GrpcReceiveBuffer);
  }
}
