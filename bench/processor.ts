import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { packageRoot } from "../cli/base/package-root.ts";
import { cluster } from "../cli/envoy/cluster.ts";
import { extension, type EnvoyObject } from "../cli/envoy/extension.ts";
import { pin } from "./pin.ts";
import type { Variant } from "./variants.ts";
import type { Work } from "./work.ts";

const CLUSTER = "processor";

/** A server that Envoy asks about each request's headers. */
export interface Processor {
  variant: Variant;
  cluster: EnvoyObject;
  stop(): void;
}

/** Starts the server of a work, in a process of its own; see `bench/peers`. */
export async function startProcessor({ filter }: Work): Promise<Processor> {
  const file = join(packageRoot(), "bench/peers/ext-proc-server.js");
  const child = spawn(process.execPath, [file, filter], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const port = await portOf(child);
  const pid = child.pid!;
  pin(pid, 1);
  return {
    variant: { name: "ext_proc", filter: extProc(filter), pid },
    cluster: cluster({ name: CLUSTER, port, http2: true }),
    stop: () => child.stdin.end(),
  };
}

async function portOf(child: ChildProcess): Promise<number> {
  const [line] = (await once(child.stdout!, "data")) as [Buffer];
  return Number(line.toString());
}

function extProc(filter: string): EnvoyObject {
  return extension(
    "envoy.filters.http.ext_proc",
    "envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor",
    {
      grpc_service: { envoy_grpc: { cluster_name: CLUSTER }, timeout: "5s" },
      message_timeout: "5s",
      processing_mode: {
        request_header_mode: filter === "headers10" ? "SEND" : "SKIP",
        response_header_mode: "SEND",
      },
    },
  );
}
