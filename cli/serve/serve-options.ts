import type { Clusters, ServiceAddress } from "../base/service-address.ts";
import type { Colors } from "../base/terminal-colors.ts";
import type { LiveFilter } from "./live-filter.ts";
import type { Reach } from "./upstream-at.ts";
import type { Upstream } from "./upstream.ts";

/** Where the connections of a TCP filter go. */
export interface TcpTargets {
  /** Without one, each client gets back what it sends. */
  upstream?: ServiceAddress;
  /** What the filter may choose instead, by name. */
  clusters: Clusters;
  reach: Reach;
}

/** A certificate and its private key, as PEM. */
export interface Identity {
  cert: string;
  key: string;
}

/** What a server answers with and where it reports. */
export interface ServeOptions {
  live: LiveFilter;
  /** Where the requests go. */
  httpUpstream: Upstream;
  /** Where the connections of a TCP filter go. */
  tcp: TcpTargets;
  port: number;
  /** The names to answer for, besides addresses and localhost. */
  names: readonly string[];
  /** Protocols that connections may upgrade to, such as `websocket`. */
  upgrades: readonly string[];
  /** With it, clients speak TLS. */
  identity?: Identity;
  colors: Colors;
  /** How long a stream waits that nothing can continue; 15 s by default. */
  maxStuckMs?: number;
  say(text: string): void;
}

/** What can be broken off. */
export interface Abortable {
  abort(): void;
}
