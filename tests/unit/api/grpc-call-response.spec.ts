import { BufferType } from "proxy-wasm-as/assembly/abi/enums";
import { GrpcStatus } from "proxy-wasm-as/assembly/abi/grpc-status";
import { GrpcCallResponse } from "proxy-wasm-as/assembly/api/grpc-call-response";
import { hex } from "../bytes";
import { reset, setBuffer, setStatusMessage } from "../test-host";

beforeEach(() => reset());

describe("GrpcCallResponse", () => {
  test("GrpcCallResponse.status and GrpcCallResponse.body are the answer's; message and details are empty", () => {
    setBuffer(BufferType.GrpcReceiveBuffer, hex("61"));
    setStatusMessage("of another call");
    const response = GrpcCallResponse.of(GrpcStatus.Ok);
    expect(response.status).toBe(GrpcStatus.Ok);
    expect(response.body.text()).toBe("a");
    expect(response.message).toBe("");
    expect(response.details).toBe("");
    expect(response.isTimeout).toBe(false);
  });

  test("GrpcCallResponse.message and GrpcCallResponse.details tell why the call failed", () => {
    setStatusMessage("not%20you{via_upstream}");
    const response = GrpcCallResponse.of(GrpcStatus.PermissionDenied);
    expect(response.message).toBe("not you");
    expect(response.details).toBe("via_upstream");
    expect(response.isTimeout).toBe(false);
  });

  test("GrpcCallResponse.isTimeout is true for Envoy's status and for gRPC's", () => {
    setStatusMessage("upstream request timeout{response_timeout}");
    const envoy = GrpcCallResponse.of(GrpcStatus.Unavailable);
    expect(envoy.isTimeout).toBe(true);
    setStatusMessage("");
    expect(GrpcCallResponse.of(GrpcStatus.Unavailable).isTimeout).toBe(false);
    const other = GrpcCallResponse.of(GrpcStatus.DeadlineExceeded);
    expect(other.isTimeout).toBe(true);
  });
});
