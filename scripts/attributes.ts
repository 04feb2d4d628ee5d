/**
 * Envoy's attributes, from which `generate-properties.ts` generates accessors.
 *
 * Source: https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/advanced/attributes
 */

/** The kind of an attribute, which decides what its accessors look like. */
export type AttributeKind =
  /** `get name(): string | null`. */
  | "text"
  /** A text that may be any bytes; has `nameBytes` as well. */
  | "bytes"
  /** `nameOr(fallback)`. */
  | "i64"
  | "u64"
  | "bool"
  /** A message: `nameBytes`, encoded as protobuf. */
  | "message"
  /** Envoy's Metadata: `name(namespace, key)` and `nameBytes`. */
  | "metadata"
  /** A map that can only be read by key: `item(key)` and `itemBytes(key)`. */
  | "map";

export interface Attribute {
  /** Envoy's name for it, without the group. */
  name: string;
  /** The name of one item of a map; for others, the name. */
  item: string;
  kind: AttributeKind;
  /** A sentence that says what it is and when it is present. */
  doc: string;
}

export interface Group {
  /** Envoy's name for it; "" for the attributes without a group. */
  name: string;
  /** A sentence that says what it is. */
  doc: string;
  attributes: Attribute[];
}

/**
 * A line for each group, followed by an indented line for each attribute: its name (for
 * a map, with a colon and the name of an item), its kind, and its description.
 */
const TABLE = `
request: The request, from its headers on. Values from the headers are absent once the request has continued, and available again in \`onLog\`.
  path                            bytes    The path with its query.
  url_path                        bytes    The path without its query.
  host                            bytes    The host, from \`:authority\`.
  scheme                          text     The scheme, \`http\` or \`https\`.
  method                          text     The method, such as \`GET\`.
  headers:header                  map      All values of a header, joined with commas; the name is in lower case.
  headers_bytes                   i64      How many bytes the headers have; 0 once they are gone.
  referer                         bytes    The header \`referer\`.
  useragent                       bytes    The header \`user-agent\`.
  time                            i64      When the first byte arrived, in nanoseconds since 1970.
  id                              text     The header \`x-request-id\`.
  protocol                        text     The protocol, such as \`HTTP/1.1\` or \`HTTP/2\`.
  query                           bytes    The query without its question mark; empty if there is none.
  duration                        i64      How long the request took, in nanoseconds; only in \`onLog\`.
  size                            i64      How many bytes the body has, according to \`content-length\`, or how many have arrived so far.
  total_size                      i64      How many bytes have arrived so far, including headers.
response: The response, from its headers on.
  code                            i64      The status.
  code_details                    text     The reason for the status, such as \`via_upstream\` or \`route_not_found\`.
  flags                           i64      Envoy's response flags, one bit each.
  grpc_status                     i64      The status of a gRPC call; otherwise one that Envoy derives from the HTTP status, such as 2 from 200.
  headers:header                  map      All values of a header, joined with commas; the name is in lower case.
  headers_bytes                   i64      How many bytes the headers have.
  trailers:trailer                map      All values of a trailer, joined with commas; the name is in lower case.
  size                            i64      How many bytes of the body have been sent so far.
  total_size                      i64      How many bytes have been sent so far, including headers and trailers.
  backend_latency                 i64      How long the upstream took from the first byte sent to the last byte received, in nanoseconds; only in \`onLog\`.
source: The client.
  address                         text     The address and port, such as \`10.0.0.1:8080\`.
  port                            i64      The port.
destination: The proxy's side of the client's connection.
  address                         text     The address and port, such as \`10.0.0.1:8080\`.
  port                            i64      The port.
connection: The connection to the client. Values from certificates are absent without TLS.
  id                              u64      Envoy's number of the connection.
  mtls                            bool     Whether the client has presented a certificate.
  requested_server_name           bytes    The TLS server name (SNI); empty if there is none.
  tls_version                     text     The TLS version, such as \`TLSv1.3\`.
  subject_local_certificate       text     The subject of Envoy's certificate.
  subject_peer_certificate        text     The subject of the peer's certificate.
  dns_san_local_certificate       text     The first DNS name of Envoy's certificate.
  dns_san_peer_certificate        text     The first DNS name of the peer's certificate.
  uri_san_local_certificate       text     The first URI of Envoy's certificate.
  uri_san_peer_certificate        text     The first URI of the peer's certificate.
  sha256_peer_certificate_digest  text     The SHA-256 of the peer's certificate, in hexadecimal.
  peer_certificate                text     The peer's certificate as PEM, URL-encoded.
  transport_failure_reason        text     Why TLS failed.
  termination_details             text     Why Envoy ended the connection.
upstream: The connection to the upstream, from the response on. Values from certificates are absent without TLS.
  address                         text     The address and port, such as \`10.0.0.1:8080\`.
  port                            i64      The port.
  local_address                   text     The proxy's address on this connection, with its port.
  tls_version                     text     The TLS version, such as \`TLSv1.3\`.
  subject_local_certificate       text     The subject of Envoy's certificate.
  subject_peer_certificate        text     The subject of the peer's certificate.
  dns_san_local_certificate       text     The first DNS name of Envoy's certificate.
  dns_san_peer_certificate        text     The first DNS name of the peer's certificate.
  uri_san_local_certificate       text     The first URI of Envoy's certificate.
  uri_san_peer_certificate        text     The first URI of the peer's certificate.
  sha256_peer_certificate_digest  text     The SHA-256 of the peer's certificate, in hexadecimal.
  peer_certificate                text     The peer's certificate as PEM, URL-encoded.
  transport_failure_reason        text     Why TLS failed; empty if it did not.
  request_attempt_count           u64      How often the request has been sent; 0 before the first time.
  cx_pool_ready_duration          i64      How long the request waited for a connection, in nanoseconds.
  num_endpoints                   u64      How many hosts the route's cluster has.
  locality                        message  The host's \`Locality\`.
xds: The configuration that the proxy applies to the stream.
  node                            message  The proxy itself, a \`Node\`. In Envoy it has some 100,000 bytes, so prefer a longer path with \`getProperty\`, such as \`xds\`, \`node\`, \`id\`.
  cluster_name                    text     The name of the route's cluster.
  cluster_metadata                metadata The cluster's metadata.
  route_name                      text     The route's name; empty if it has none.
  route_metadata                  metadata The route's metadata.
  virtual_host_name               text     The virtual host's name.
  virtual_host_metadata           metadata The virtual host's metadata.
  upstream_host_metadata          metadata The metadata of the host, from the response on.
  upstream_host_locality_metadata metadata The metadata of the host's locality, from the response on.
  filter_chain_name               text     The filter chain's name; empty if it has none.
  listener_direction              i64      The listener's direction: 0 unspecified, 1 inbound, 2 outbound.
  listener_metadata               metadata The listener's metadata.
(none):
  metadata                        metadata The stream's dynamic metadata, which other filters set.
  filter_state                    map      The filter state with a key; \`wasm.NAME\` is what \`setProperty\` set.
  upstream_filter_state           map      The filter state of the upstream connection with a key.
  plugin_name                     text     The plugin's name in the proxy's configuration.
  plugin_root_id                  text     The plugin's root id.
  plugin_vm_id                    text     The \`vm_id\` of the plugin's VM.
  connection_id                   u64      Envoy's number of the client's connection.
`;

/** The table, group by group. */
export const GROUPS: Group[] = parse(TABLE);

function parse(table: string): Group[] {
  const groups: Group[] = [];
  for (const line of table.trim().split("\n")) {
    const [, name, doc] = /^(\w+|\(none\)):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) groups.at(-1)?.attributes.push(attribute(line));
    else groups.push({ name: name.replace("(none)", ""), doc, attributes: [] });
  }
  return groups;
}

function attribute(line: string): Attribute {
  const [head, kind, ...words] = line.trim().split(/ +/);
  const [name, item = name] = head.split(":");
  return { name, item, kind: kind as AttributeKind, doc: words.join(" ") };
}
