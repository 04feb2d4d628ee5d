import { Status } from "../abi/enums";
import { scratch } from "../abi/scratch";
import { encode, encodedRoom } from "../abi/utf8";
import { HeaderList } from "./header-list";

/**
 * Whom a gRPC call is for, and its initial metadata: what unary calls and streams
 * have in common, and how the host wants to be told.
 */
export class GrpcRequest {
  readonly metadata: HeaderList = new HeaderList();
  /** Why the call cannot be made; Ok where it can. */
  refusal: Status = Status.Ok;

  constructor(
    /** A cluster's name, or an encoded `envoy.config.core.v3.GrpcService`. */
    readonly upstream: Uint8Array,
    readonly service: string,
    readonly method: string,
  ) {}

  /** Keeps the first status that is not Ok. */
  note(status: Status): void {
    if (this.refusal == Status.Ok) this.refusal = status;
  }

  /** Writes the request into `scratch` and returns where its parts are. */
  encode(): GrpcParts {
    // In the function, so that only a module that calls it has the memory.
    const parts = changetype<GrpcParts>(memory.data(24, 4));
    const metadataSize = this.metadata.encodedSize;
    const at = scratch(
      metadataSize + encodedRoom(this.service) + encodedRoom(this.method),
    );
    this.metadata.encodeTo(at);
    parts.metadata = at;
    parts.metadataSize = metadataSize;
    parts.service = at + metadataSize;
    parts.serviceSize = encode(this.service, parts.service);
    parts.method = parts.service + parts.serviceSize;
    parts.methodSize = encode(this.method, parts.method);
    return parts;
  }
}

/** Addresses and sizes of the parts of an encoded request. */
@unmanaged
export class GrpcParts {
  metadata: usize = 0;
  metadataSize: usize = 0;
  service: usize = 0;
  serviceSize: usize = 0;
  method: usize = 0;
  methodSize: usize = 0;
}
