import {
  breakGrpcOff,
  callCluster,
  grpcMetadata,
  grpcMethod,
  grpcService,
  isCallPending,
} from "./generated/bridge";
import { firstOf, linesOf } from "./pairs";

/** A gRPC call or stream of a filter, seen from the server. */
export class GrpcRequest {
  constructor(
    /** The host's number for it. */
    protected readonly id: i32,
  ) {}

  /** The cluster that is called. */
  get cluster(): string {
    return callCluster(this.id);
  }

  /** The service with its package, such as `auth.v1.Auth`. */
  get service(): string {
    return grpcService(this.id);
  }

  get method(): string {
    return grpcMethod(this.id);
  }

  /** Returns the first value of a name in the initial metadata, or `null`. */
  metadata(name: string): string | null {
    return firstOf(grpcMetadata(this.id), name);
  }

  /** The initial metadata in order, as `name: value`. */
  get initialMetadata(): string[] {
    return linesOf(grpcMetadata(this.id));
  }

  /** Whether it has neither ended nor been cancelled. */
  get isPending(): bool {
    return isCallPending(this.id);
  }

  /** Breaks the connection before a response: the filter gets `Unavailable`. */
  breakOff(): void {
    breakGrpcOff(this.id);
  }
}
