import type { Clusters, ServiceAddress } from "./service-address.ts";

/** What a command line says about the proxy around a filter. */
export interface ProxyAround {
  /** Where the traffic goes; without it the proxy answers itself. */
  upstream?: ServiceAddress;
  /** The services that the filter calls, by cluster name. */
  cluster?: Clusters;
  /** A file with the certificates to trust for TLS, instead of the system's. */
  caFile?: string;
  /** Protocols that connections may upgrade to, such as `websocket`. */
  upgrade?: string[];
  /** How many bytes of a message may be buffered; 1 MiB by default. */
  bufferLimit?: number;
}
