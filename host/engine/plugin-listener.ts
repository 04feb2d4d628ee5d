import type { CallView } from "./call-view.ts";
import type { DnsRecord } from "../abi/dns-answer.ts";

/** The plugin that is told of what it and its streams have asked for. */
export interface PluginListener {
  /** What `proxy_get_status` tells of the last call that failed. */
  readonly statusCode: number;
  readonly statusMessage: string;
  queueReady(token: number): void;
  dnsAnswer(token: number, records: readonly DnsRecord[] | null): void;
  /** Calls a function of the module, which may read what there is of a call. */
  notifyCall(callback: string, args: number[], view: CallView): void;
}
