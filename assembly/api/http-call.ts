import { proxy_http_call } from "../abi/env";
import { Status } from "../abi/enums";
import { outAddress, outU32 } from "../abi/memory";
import { scratch } from "../abi/scratch";
import { encode, encodedRoom } from "../abi/utf8";
import { addCallout, Callout, CalloutKind, Waiter } from "./callout";
import { HeaderList } from "./header-list";
import { HttpCallResponse } from "./http-call-response";

/** How long a call takes at most, where nothing else was said. */
const DEFAULT_TIMEOUT: u32 = 5_000;

/**
 * A request that the filter itself sends, to a cluster of the proxy.
 */
export class HttpCall {
  private verb: string = "GET";
  private target: string | null = null;
  private host: string;
  private fields: HeaderList = new HeaderList();
  private trailing: HeaderList | null = null;
  private body: Uint8Array | null = null;
  private milliseconds: u32 = DEFAULT_TIMEOUT;
  private refusal: Status = Status.Ok;

  constructor(private readonly cluster: string) {
    this.host = cluster;
  }

  /** Sets the method; GET by default. */
  method(name: string): HttpCall {
    this.verb = name;
    return this;
  }

  /** Sets the path with its query, such as `/check?user=1`; it has no default. */
  path(path: string): HttpCall {
    this.target = path;
    return this;
  }

  /** Sets the authority, HTTP/1's `host`; the cluster's name by default. */
  authority(authority: string): HttpCall {
    this.host = authority;
    return this;
  }

  /** Adds a header beside those of the same name. */
  header(name: string, value: string): HttpCall {
    return this.note(
      isPseudo(name) ? Status.BadArgument : this.fields.append(name, value),
    );
  }

  /** Adds a header whose value is bytes. */
  headerBytes(name: string, value: Uint8Array): HttpCall {
    return this.note(
      isPseudo(name)
        ? Status.BadArgument
        : this.fields.appendBytes(name, value),
    );
  }

  /** Sets the body to a text, sent as UTF-8. */
  text(body: string): HttpCall {
    const at = scratch(encodedRoom(body));
    const size = encode(body, at);
    const bytes = new Uint8Array(<i32>size);
    memory.copy(bytes.dataStart, at, size);
    return this.bytes(bytes);
  }

  /** Sets the body to bytes; they are not copied before the call is sent. */
  bytes(body: Uint8Array): HttpCall {
    this.body = body;
    return this;
  }

  /** Adds a trailer. */
  trailer(name: string, value: string): HttpCall {
    let trailing = this.trailing;
    if (trailing == null) this.trailing = trailing = new HeaderList();
    return this.note(
      isPseudo(name) ? Status.BadArgument : trailing.append(name, value),
    );
  }

  /** Sets how long the call may take. */
  timeout(milliseconds: u32): HttpCall {
    this.milliseconds = milliseconds;
    return this;
  }

  /** Sends. */
  send<T extends Waiter>(
    context: T,
    onResponse: (self: T, response: HttpCallResponse) => void,
  ): Status {
    return this.start(
      context.id,
      new PendingHttpCall(null, changetype<usize>(onResponse)),
    );
  }

  /** Sends. */
  dispatch<T extends Waiter>(context: T): Status {
    return this.start(context.id, new PendingHttpCall(this, 0));
  }

  private start(owner: u32, pending: PendingHttpCall): Status {
    const headers = new HeaderList();
    let status = this.writeHeaders(headers);
    if (status != Status.Ok) return status;
    const trailing = this.trailing;
    const headersSize = headers.encodedSize;
    const trailersSize = trailing == null ? 0 : trailing.encodedSize;
    const pairs = scratch(
      headersSize + trailersSize + encodedRoom(this.cluster),
    );
    headers.encodeTo(pairs);
    const trailers = pairs + headersSize;
    if (trailing != null) trailing.encodeTo(trailers);
    const cluster = trailers + trailersSize;
    const body = this.body;
    status = proxy_http_call(
      cluster,
      encode(this.cluster, cluster),
      pairs,
      headersSize,
      body == null ? 0 : body.dataStart,
      body == null ? 0 : body.byteLength,
      trailers,
      trailersSize,
      <i32>this.milliseconds,
      outAddress(),
    );
    if (status == Status.Ok) addCallout(pending, outU32(), owner);
    return status;
  }

  /** Writes all headers, those that every request has first. */
  private writeHeaders(headers: HeaderList): Status {
    if (this.refusal != Status.Ok) return this.refusal;
    const path = this.target;
    if (path == null) return Status.BadArgument;
    let status = headers.append(":method", this.verb);
    if (status == Status.Ok) status = headers.append(":path", path);
    if (status == Status.Ok) status = headers.append(":authority", this.host);
    return status == Status.Ok ? headers.appendAll(this.fields) : status;
  }

  private note(status: Status): HttpCall {
    if (this.refusal == Status.Ok) this.refusal = status;
    return this;
  }
}

/** An HTTP call that has no answer yet. */
export class PendingHttpCall extends Callout {
  constructor(
    /** The call, where its answer goes to the context's own method. */
    readonly call: HttpCall | null,
    /** The function that gets the answer, or 0. */
    readonly onResponse: usize,
  ) {
    super(CalloutKind.Http);
  }
}

function isPseudo(name: string): bool {
  return name.startsWith(":") && name != ":scheme";
}
