import { Status } from "../abi/enums";
import { FRAMING, HOST, isVisible, PSEUDO } from "../abi/field-name";
import { scratch } from "../abi/scratch";
import { encode, encodedRoom } from "../abi/utf8";
import { clusterService, isGrpcService } from "./grpc-service";
import { HeaderList } from "./header-list";

/**
 * The target, the method and the initial metadata of a gRPC call or stream, and how
 * they are encoded for the host.
 */
export class GrpcRequest {
  /** An encoded `envoy.config.core.v3.GrpcService`. */
  upstream: Uint8Array;
  private readonly metadata: HeaderList = new HeaderList();
  private badTarget: bool;
  private badMetadata: bool = false;

  constructor(
    cluster: string,
    private readonly service: string,
    private readonly method: string,
  ) {
    this.upstream = clusterService(cluster);
    this.badTarget = cluster.length == 0;
  }

  /** Tells whether the host would take it, or end itself. */
  get isValid(): bool {
    return (
      !this.badTarget &&
      !this.badMetadata &&
      (this.metadata.kinds & (PSEUDO | HOST | FRAMING)) == 0 &&
      isPathPart(this.service) &&
      isPathPart(this.method)
    );
  }

  /** Takes an encoded message in place of the cluster. */
  retarget(grpcService: Uint8Array): void {
    this.badTarget = !isGrpcService(grpcService);
    this.upstream = grpcService;
  }

  /** Adds initial metadata. */
  add(name: string, value: string): void {
    if (this.metadata.append(name, value) != Status.Ok) {
      this.badMetadata = true;
    }
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

/** Tells whether a text can stand in the path of a request. */
function isPathPart(text: string): bool {
  const at = scratch(encodedRoom(text));
  return isVisible(at, encode(text, at));
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
