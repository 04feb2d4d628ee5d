import { proxy_send_local_response } from "../abi/env";
import { Status } from "../abi/enums";
import { isBodiless, isFinalStatus, PSEUDO } from "../abi/field-name";
import { GrpcStatus } from "../abi/grpc-status";
import { dropKept } from "../abi/kept-headers";
import { scratch } from "../abi/scratch";
import { encode, encodedRoom, encodedSize } from "../abi/utf8";
import { HeaderList } from "./header-list";

/**
 * An answer to the client that the proxy makes by itself, instead of the server's.
 *
 * ```ts
 * const denied = new LocalResponse(403)
 *   .text('{"error":"no key"}')
 *   .header("content-type", "application/json")
 *   .details("no_key");
 * this.sendLocalResponse(denied);
 * return FilterHeadersStatus.StopIteration;
 * ```
 */
export class LocalResponse {
  private readonly headers: HeaderList = new HeaderList();
  private content: Uint8Array | null = null;
  private detail: string = "";
  private grpc: GrpcStatus = GrpcStatus.InvalidCode;
  private isRefused: bool = false;

  /**
   * Begins a response with an HTTP status of 200 to 599. With 204, 205 and 304 HTTP
   * allows no body: the client would take it for the next response, so none is sent.
   */
  constructor(private readonly status: i32) {}

  /** Sets the body to a text, as UTF-8; a lone surrogate is sent as U+FFFD. */
  text(body: string): this {
    const content = new Uint8Array(<i32>encodedSize(body));
    encode(body, content.dataStart);
    this.content = content;
    return this;
  }

  /** Sets the body to bytes; they are read when the response is sent. */
  bytes(body: Uint8Array): this {
    this.content = body;
    return this;
  }

  /**
   * Adds a header beside those of the same name. One that is refused, as by
   * `HeaderList.append`, or that begins with a colon, makes `send` answer
   * `Status.BadArgument`.
   */
  header(name: string, value: string): this {
    if (this.headers.append(name, value) != Status.Ok) this.isRefused = true;
    return this;
  }

  /** Adds a header whose value is any bytes but NUL, CR and LF; see `header`. */
  headerBytes(name: string, value: Uint8Array): this {
    if (this.headers.appendBytes(name, value) != Status.Ok) {
      this.isRefused = true;
    }
    return this;
  }

  /**
   * Sets the status that a gRPC client gets, with the body as its message. Without
   * it the proxy takes one that fits the HTTP status. Has no effect on a request
   * that is not gRPC.
   */
  grpcStatus(status: GrpcStatus): this {
    this.grpc = status;
    return this;
  }

  /**
   * Sets why there is such a response, for the proxy's access log: in Envoy the
   * property `response.code_details`. Words with underscores, by its convention.
   */
  details(details: string): this {
    this.detail = details;
    return this;
  }

  /**
   * Sends it to the stream that the host calls about, once the callback has
   * returned; `HttpContext.sendLocalResponse` does from everywhere. Nothing is sent
   * and the answer is `Status.BadArgument` for a status outside of 200 to 599, for
   * a gRPC status that there is not, and where a header was refused.
   */
  send(): Status {
    if (
      this.isRefused ||
      (this.headers.kinds & PSEUDO) != 0 ||
      !isFinalStatus(this.status) ||
      this.grpc < GrpcStatus.InvalidCode ||
      this.grpc > GrpcStatus.Unauthenticated
    ) {
      return Status.BadArgument;
    }
    const headersSize = this.headers.encodedSize;
    const at = scratch(headersSize + encodedRoom(this.detail));
    this.headers.encodeTo(at);
    const detail = at + headersSize;
    const content = this.content;
    const isDropped = content == null || isBodiless(this.status);
    dropKept();
    return proxy_send_local_response(
      this.status,
      detail,
      encode(this.detail, detail),
      isDropped ? 0 : content!.dataStart,
      isDropped ? 0 : content!.byteLength,
      at,
      headersSize,
      this.grpc,
    );
  }
}
