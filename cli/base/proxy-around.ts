import type { Clusters, ServiceAddress } from "./service-address.ts";

/** What a command line says of the proxy around a filter. */
export interface ProxyAround {
  /** Where the traffic goes; without it the proxy answers HTTP by itself. */
  upstream?: ServiceAddress;
  /** The services that the filter calls, by their clusters' names. */
  cluster?: Clusters;
  /** A file with the certificates to trust for TLS, in place of the system's. */
  caFile?: string;
  /** What connections may become, such as `websocket`. */
  upgrade?: string[];
  /** The bytes of a message that may wait; 1 MiB by default. */
  bufferLimit?: number;
}
