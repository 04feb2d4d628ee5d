import type { DnsRecord } from "../abi/dns-answer.ts";
import type { CallView } from "./call-view.ts";

/** The plugin that is called back about what it and its streams have started. */
export interface PluginListener {
  /** What `proxy_get_status` returns about the last call that failed. */
  readonly statusCode: number;
  readonly statusMessage: string;
  /** Called when it registers a queue: it is called back about the items. */
  registersQueue(): void;
  queueReady(token: number): void;
  /** Called when it asks for a name's addresses: it is called back about them. */
  awaitsDns(): void;
  dnsAnswer(token: number, records: readonly DnsRecord[] | null): void;
  /** Calls a function of the module about a call, whose view it can read meanwhile. */
  notifyCall(callback: string, args: number[], view: CallView): void;
}
