import type { Header } from "../../abi/pairs.ts";

/** Whom a gRPC call or stream asks for what. */
export interface GrpcRequest {
  cluster: string;
  /** With its package, such as `example.Greeter`. */
  service: string;
  method: string;
  initialMetadata: readonly Header[];
}

/** A status other than the answer that was asked for. */
export interface GrpcFailure {
  code: number;
  /** As Envoy tells it: the server's, still encoded, and why the stream ended. */
  message: string;
}

const UNAVAILABLE = 14;

/**
 * What Envoy tells of a status that a server sends.
 *
 *     sentFailure(5, "none").message // "none{via_upstream}"
 */
export function sentFailure(code: number, message: string): GrpcFailure {
  const text = message === "" ? "via_upstream" : `${message}{via_upstream}`;
  return { code, message: text };
}

/** What Envoy tells of a connection that breaks off, or is never made. */
export function brokenOff(reason: string): GrpcFailure & { text: string } {
  const [what, why = ""] = reason.split("|");
  const text = `upstream connect error or disconnect/reset before headers. reset reason: ${what}`;
  const details = (why === "" ? what : `${what}|${why}`).replaceAll(" ", "_");
  const message = `${text}{upstream_reset_before_response_started{${details}}}`;
  return { code: UNAVAILABLE, message, text };
}
