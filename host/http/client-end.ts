import type { ByteBuffer } from "../base/byte-buffer.ts";
import type { HeaderMap } from "../message/header-map.ts";
import { Message } from "../message/message.ts";
import { badGateway, hasStatus } from "../message/proxy-replies.ts";
import type { PassEnd } from "./filter-pass.ts";
import { isUpgrade } from "./request-codec.ts";
import type { StreamState } from "./stream-state.ts";

/** Headers of the upstream's connection: Envoy passes none of them on. */
const OF_CONNECTION = new Set(["proxy-connection", "transfer-encoding"]);

/** Others, which it passes on where both sides agree to another protocol. */
const OF_UPGRADE = new Set(["connection", "upgrade"]);

/**
 * The end of a response, behind its last filter: finishes the headers as Envoy does,
 * and collects what the client gets.
 */
export class ClientEnd implements PassEnd {
  readonly #stream: StreamState;

  constructor(stream: StreamState) {
    this.#stream = stream;
  }

  headers(headers: HeaderMap, endOfStream: boolean): void {
    if (hasStatus(headers)) this.send(headers, endOfStream);
    else this.#stream.sendLocalReply(badGateway());
  }

  data(data: ByteBuffer, endOfStream: boolean): void {
    const { delivered } = this.#stream;
    // Whatever a filter adds after the end is dropped.
    if (delivered?.endOfStream) return;
    delivered?.takeData(data, endOfStream);
    if (endOfStream) this.#stream.finish("complete");
  }

  trailers(trailers: HeaderMap): void {
    this.#stream.delivered?.takeTrailers(trailers);
    this.#stream.finish("complete");
  }

  /** Sends headers that have a status. */
  send(headers: HeaderMap, endOfStream: boolean): void {
    const stream = this.#stream;
    const message = (stream.delivered = new Message());
    this.#finishHeaders(headers);
    message.takeHeaders(headers, endOfStream);
    stream.info.recordDelivered(message);
    if (endOfStream) stream.finish("complete");
  }

  /** Removes headers of the upstream's connection, and adds Envoy's own. */
  #finishHeaders(headers: HeaderMap): void {
    const { dispatcher, info, request, closesConnection } = this.#stream;
    const sent = info.requestHeaders;
    headers.removeAny(OF_CONNECTION);
    const upgrades = sent !== null && isUpgrade(sent) && isUpgrade(headers);
    if (!upgrades) headers.removeAny(OF_UPGRADE);
    if (headers.get("date") === undefined) {
      headers.add("date", dispatcher.clock.date.toUTCString());
    }
    headers.put("server", "envoy");
    const id = sent?.get("x-request-id");
    if (id !== undefined && sent?.get("x-envoy-force-trace") !== undefined) {
      headers.put("x-request-id", id);
    }
    // A client that is still sending has to stop, and HTTP/1.1 has no other way
    // to say so.
    const closes = closesConnection || !request.hasEnded;
    if (closes && !upgrades && !this.#isTunnel(headers)) {
      headers.add("connection", "close");
    }
  }

  #isTunnel(headers: HeaderMap): boolean {
    const method = this.#stream.info.requestHeaders?.get(":method");
    const status = headers.get(":status") ?? "";
    return method === "CONNECT" && /^2\d\d$/.test(status);
  }
}
