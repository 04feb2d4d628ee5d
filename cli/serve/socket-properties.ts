import type { Socket } from "node:net";
import { TLSSocket, type PeerCertificate } from "node:tls";
import type { Properties } from "../../host/index.ts";

/** The number of the last connection. */
let last = 0;
const numbers = new WeakMap<Socket, number>();

/** A message without fields, as Envoy has it where nothing is configured. */
const EMPTY_MESSAGE = new Uint8Array();

/**
 * What a filter reads about a client's connection and what is around it, as in the
 * Envoy that `proxy-wasm run` starts. What only a deployment knows, such as the node,
 * is not there.
 *
 *     connectionProperties(incoming.socket).source; // { address: "127.0.0.1:50000", … }
 */
export function connectionProperties(socket: Socket): Properties {
  const id = numbers.get(socket) ?? ++last;
  numbers.set(socket, id);
  const { remoteAddress, remotePort, localAddress, localPort } = socket;
  return {
    source: end(remoteAddress, remotePort),
    destination: end(localAddress, localPort),
    connection_id: id,
    connection: {
      ...certificatesOf(socket),
      id,
      mtls: socket instanceof TLSSocket && socket.authorized,
      requested_server_name: serverName(socket),
      termination_details: null,
      transport_failure_reason: null,
    },
    filter_state: null,
    upstream_filter_state: null,
    metadata: EMPTY_MESSAGE,
    xds: XDS,
  };
}

const XDS: Properties = {
  route_name: "",
  route_metadata: EMPTY_MESSAGE,
  virtual_host_name: "main",
  virtual_host_metadata: EMPTY_MESSAGE,
  filter_chain_name: "",
  listener_direction: 0,
  listener_metadata: EMPTY_MESSAGE,
};

/**
 * The same with the cluster that `proxy-wasm run` sends requests to.
 *
 *     withUpstream(connectionProperties(socket), () => null);
 */
export function withUpstream(
  properties: Properties,
  connected: () => Properties | null,
): Properties {
  return {
    ...properties,
    upstream: () => ({ ...UPSTREAM, ...connected() }),
    xds: {
      ...XDS,
      cluster_name: "upstream",
      cluster_metadata: EMPTY_MESSAGE,
    },
  };
}

/** What is known of the server before there is a connection to it. */
const UPSTREAM: Properties = {
  address: null,
  port: null,
  local_address: null,
  transport_failure_reason: null,
  request_attempt_count: 0,
  cx_pool_ready_duration: null,
  num_endpoints: 1,
  locality: null,
  ...certificatesOf(null),
};

/**
 * What a filter reads as `upstream` once there is a connection to a server, which took
 * some milliseconds.
 *
 *     upstreamProperties(socket, 1.5).address; // "127.0.0.1:8080"
 */
export function upstreamProperties(
  socket: Socket,
  milliseconds: number,
): Properties {
  const { remoteAddress, remotePort, localAddress, localPort } = socket;
  return {
    ...end(remoteAddress, remotePort),
    ...certificatesOf(socket),
    local_address: end(localAddress, localPort).address,
    transport_failure_reason: "",
    request_attempt_count: 1,
    cx_pool_ready_duration: Math.round(milliseconds * 1_000_000),
    locality: EMPTY_MESSAGE,
  };
}

function end(address = "", port = 0) {
  const host = address.includes(":") ? `[${address}]` : address;
  return { address: `${host}:${port}`, port };
}

function serverName(socket: Socket): string {
  const name = socket instanceof TLSSocket && socket.servername;
  return typeof name === "string" ? name : "";
}

/** The TLS of a connection and the certificates of both sides. */
function certificatesOf(socket: Socket | null): Properties {
  const isTls = socket instanceof TLSSocket;
  const peer = isTls ? certificateOf(socket.getPeerCertificate()) : null;
  const local = isTls ? certificateOf(socket.getCertificate()) : null;
  return {
    tls_version: isTls ? socket.getProtocol() : null,
    subject_local_certificate: isTls ? subjectOf(local) : null,
    subject_peer_certificate: isTls ? subjectOf(peer) : null,
    dns_san_local_certificate: nameOf(local, "DNS"),
    dns_san_peer_certificate: nameOf(peer, "DNS"),
    uri_san_local_certificate: nameOf(local, "URI"),
    uri_san_peer_certificate: nameOf(peer, "URI"),
    sha256_peer_certificate_digest:
      peer?.fingerprint256.replaceAll(":", "").toLowerCase() ?? null,
    peer_certificate: null,
  };
}

function certificateOf(found: object | null): PeerCertificate | null {
  return found !== null && "fingerprint256" in found
    ? (found as PeerCertificate)
    : null;
}

/** The subject as Envoy prints it: the last part first; empty without one. */
function subjectOf(certificate: PeerCertificate | null): string {
  return Object.entries(certificate?.subject ?? {})
    .toReversed()
    .flatMap(([name, values]) =>
      [values ?? []].flat().map((value) => `${name}=${value}`),
    )
    .join(",");
}

function nameOf(
  certificate: PeerCertificate | null,
  kind: string,
): string | null {
  const names = certificate?.subjectaltname?.split(", ") ?? [];
  const found = names.find((each) => each.startsWith(`${kind}:`));
  return found?.slice(kind.length + 1) ?? null;
}
