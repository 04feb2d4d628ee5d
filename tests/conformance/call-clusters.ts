import { cluster } from "../../cli/envoy/cluster.ts";
import type { EnvoyObject } from "../../cli/envoy/extension.ts";
import type { CallsServer } from "./calls-server.ts";
import { unsharedCluster } from "./unshared-cluster.ts";

/** The clusters that filters call. */
export function callClusters({ port, grpcPort }: CallsServer): EnvoyObject[] {
  return [
    unsharedCluster("calls", port),
    cluster({ name: "grpc", port: grpcPort, http2: true }),
    // Nothing listens on a privileged port.
    cluster({ name: "closed", port: 1 }),
    cluster({ name: "closed-grpc", port: 1, http2: true }),
    {
      name: "empty",
      type: "STATIC",
      load_assignment: { cluster_name: "empty" },
    },
  ];
}
