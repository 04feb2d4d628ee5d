import type { Header } from "../../abi/pairs.ts";

/** The target and method of a gRPC call or stream. */
export interface GrpcRequest {
  cluster: string;
  /** With its package, for example `example.Greeter`. */
  service: string;
  method: string;
  initialMetadata: readonly Header[];
}

/** A gRPC status that ends a call without an answer. */
export interface GrpcFailure {
  code: number;
  /** Envoy's text: the server's message, still encoded, and why the stream ended. */
  message: string;
}

const UNAVAILABLE = 14;

/**
 * What Envoy reports about a status that a server sent.
 *
 *     sentFailure(5, "none").message // "none{via_upstream}"
 */
export function sentFailure(code: number, message: string): GrpcFailure {
  const text = message === "" ? "via_upstream" : `${message}{via_upstream}`;
  return { code, message: text };
}

/** What Envoy reports about a connection that broke off, or was never made. */
export function brokenOff(reason: string): GrpcFailure & { text: string } {
  const [what, why = ""] = reason.split("|");
  const text = `upstream connect error or disconnect/reset before headers. reset reason: ${what}`;
  const details = (why === "" ? what : `${what}|${why}`).replaceAll(" ", "_");
  const message = `${text}{upstream_reset_before_response_started{${details}}}`;
  return { code: UNAVAILABLE, message, text };
}
