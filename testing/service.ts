import { pluginFailure, pluginRefusal } from "./generated/bridge";
import { ProxyHost } from "./proxy-host";

/**
 * A plugin of a proxy without streams of its own: an access logger, a background
 * service or a stats sink.
 *
 * ```ts
 * const poller = new PluginSettings("poller").startServiceIn(new ProxyHost());
 * poller.host.advance(1_000);
 * expect(poller.host.httpCalls.length).toBe(1);
 * ```
 */
export class Service {
  constructor(
    /** The proxy that it runs in, with its log, metrics and clock. */
    readonly host: ProxyHost,
    /** The host's number for it. */
    protected readonly id: i32,
  ) {}

  /** Why the proxy refused the plugin; `null` if it did not. */
  get refusal(): string | null {
    return pluginRefusal(this.id);
  }

  /** Why its VM trapped, with the filter's stack; `null` while it runs. */
  get failure(): string | null {
    return pluginFailure(this.id);
  }
}
