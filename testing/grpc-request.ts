import { firstOf, linesOf } from "./pairs";
import { breakGrpcOff, callFlag, callPairs, callText } from "./spec-host";

/** What gRPC calls and streams of a filter have in common, seen from the server. */
export class GrpcRequest {
  constructor(
    /** The host's number for it. */
    protected readonly id: i32,
  ) {}

  /** The cluster that is asked. */
  get cluster(): string {
    return callText(this.id, "cluster");
  }

  /** The service with its package, such as `auth.v1.Auth`. */
  get service(): string {
    return callText(this.id, "service");
  }

  get method(): string {
    return callText(this.id, "method");
  }

  /** Returns the first value in its initial metadata, or `null`. */
  metadata(name: string): string | null {
    return firstOf(callPairs(this.id, "initialMetadata"), name);
  }

  /** All initial metadata in its order, as `name: value`. */
  get initialMetadata(): string[] {
    return linesOf(callPairs(this.id, "initialMetadata"));
  }

  /** Whether it has neither ended nor been cancelled. */
  get isPending(): bool {
    return callFlag(this.id, "isPending");
  }

  /** Breaks the connection off before an answer: the status is `Unavailable`. */
  breakOff(): void {
    breakGrpcOff(this.id);
  }
}
