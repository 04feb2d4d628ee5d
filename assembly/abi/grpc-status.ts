/**
 * The status of a gRPC call.
 *
 * ```ts
 * const busy = new LocalResponse(503).grpcStatus(GrpcStatus.Unavailable);
 * this.sendLocalResponse(busy.text("try again"));
 * return FilterHeadersStatus.StopIteration;
 * ```
 * Source: https://grpc.io/docs/guides/status-codes/
 */
export enum GrpcStatus {
  /** The call succeeded. */
  Ok = 0,
  /** The caller cancelled the call. */
  Canceled = 1,
  /** An error of no other kind. */
  Unknown = 2,
  /** The caller sent what can never be right. */
  InvalidArgument = 3,
  /** The call took too long. */
  DeadlineExceeded = 4,
  /** What was asked for does not exist. */
  NotFound = 5,
  /** What was to be created exists. */
  AlreadyExists = 6,
  /** The caller is known, and may not do this. */
  PermissionDenied = 7,
  /** A quota or a space is used up. */
  ResourceExhausted = 8,
  /** The system is not in the state that the call needs. */
  FailedPrecondition = 9,
  /** The call was aborted, such as by a conflict. */
  Aborted = 10,
  /** An argument is beyond the valid range. */
  OutOfRange = 11,
  /** The server does not offer the method. */
  Unimplemented = 12,
  /** The server broke one of its own invariants. */
  Internal = 13,
  /** The server cannot be reached now; trying again may help. */
  Unavailable = 14,
  /** Data was lost for good. */
  DataLoss = 15,
  /** The caller is not known. */
  Unauthenticated = 16,
  /** No status: what `sendLocalResponse` takes for an answer that is not gRPC. */
  InvalidCode = -1,
}
