import { BufferType, Status } from "../abi/enums";
import { ABI, ABI_0_1_0 } from "../abi/version";
import { setOwnTickPeriod } from "../api/clockwork";
import { Configuration } from "../api/configuration";
import { resolveDns } from "../api/dns";
import { DnsAnswer } from "../api/dns-answer";
import { HttpMessage, MessageKind } from "../api/http-message";
import { endPlugin, setTickPeriod } from "../api/plugin-calls";
import { StatsUpdate } from "../api/stats-update";
import { HAS_CLOCK, KEEPS_CONFIGURATION } from "../features";
import { Context } from "./context";
import { HttpContext } from "./http-context";
import { PluginTask } from "./plugin-task";
import { StreamContext } from "./stream-context";

/**
 * A configured plugin: reads the configuration, and makes a context for each
 * stream. Envoy 1.40 has one in each worker, one in its main thread, and before
 * them one in a VM in which it tries the configuration. So `onConfigure` runs twice
 * more than there are workers, and ticks run in the main thread, too. A background
 * service that is a singleton, and a stats sink, are in the main thread only. The
 * context of the trial ends without `onDone` and `onDelete`.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   greeting: string = "world";
 *   onConfigure(): bool {
 *     const text = this.configuration.text();
 *     if (text.length > 0) this.greeting = text;
 *     return true;
 *   }
 *   createHttpContext(): HttpContext {
 *     return new Hello(this.greeting);
 *   }
 * }
 * class Hello extends HttpContext {
 *   constructor(private readonly greeting: string) {
 *     super();
 *   }
 *   onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     this.response.headers.set("hello", this.greeting);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerRootContext<Plugin>("hello");
 * ```
 */
export class RootContext extends Context {
  /** The plugin's configuration, from `onConfigure` on; empty before. */
  readonly configuration: Configuration = KEEPS_CONFIGURATION
    ? new Configuration()
    : changetype<Configuration>(0);

  /**
   * The configuration of the VM, which its plugins share; in every callback. Each use
   * reads it from the proxy again.
   *
   * ```ts
   * class Plugin extends RootContext {
   *   onVmStart(): bool {
   *     return this.vmConfiguration.size > 0;
   *   }
   * }
   * ```
   */
  get vmConfiguration(): Configuration {
    if (ABI == ABI_0_1_0) {
      ERROR(
        "ABI 0.1.0 has no VM configuration but in onVmStart: build for 0.2.0 or newer.",
      );
    }
    const configuration = new Configuration();
    configuration.load(BufferType.VmConfiguration, i32.MAX_VALUE);
    return configuration;
  }

  /**
   * The request that an access logger is called about, only within `onLog`: its
   * headers can be read, not changed.
   *
   * ```ts
   * class Logger extends RootContext {
   *   onLog(): void {
   *     const path = this.request.headers.get(":path");
   *     const status = this.response.headers.get(":status");
   *     if (path != null && status != null) log.info(status + " " + path);
   *   }
   * }
   * ```
   */
  get request(): HttpMessage {
    return HttpMessage.of(MessageKind.Request);
  }

  /** The response that an access logger is called about; see `request`. */
  get response(): HttpMessage {
    return HttpMessage.of(MessageKind.Response);
  }

  /**
   * Sets how often `onTick` is called, in milliseconds; 0 ends it, and a new period
   * begins at once. May be called in every callback of this plugin and its streams.
   *
   * Each worker ticks by itself, as does Envoy's main thread.
   *
   * ```ts
   * class Ticker extends RootContext {
   *   onConfigure(): bool {
   *     return this.setTickPeriod(1000) == Status.Ok;
   *   }
   *   onTick(): void {
   *     log.info("one second passed");
   *   }
   * }
   * ```
   */
  setTickPeriod(milliseconds: u32): Status {
    return HAS_CLOCK
      ? setOwnTickPeriod(this.sdkId, milliseconds)
      : setTickPeriod(milliseconds);
  }

  /**
   * Starts a task of this plugin: its `run` begins at the plugin's next tick, about a
   * millisecond later, and goes on beside the streams until it returns, the plugin is
   * configured again, or ends. Started in `onConfigure` it does not run where Envoy only
   * tries the configuration, but in each worker and in the main thread.
   *
   * May be called in every callback of this plugin and its streams, as often as there are
   * tasks. Throws where this very task has not ended.
   *
   * ```ts
   * class Plugin extends RootContext {
   *   keys: string = "";
   *   onConfigure(): bool {
   *     this.startTask(new Refresh());
   *     return true;
   *   }
   * }
   * class Refresh extends PluginTaskOf<Plugin> {
   *   run(): void {
   *     while (true) {
   *       const answer = new HttpCall("keys").path("/keys").wait();
   *       if (answer.status == 200) this.plugin.keys = answer.text();
   *       sleep(60_000);
   *     }
   *   }
   * }
   * registerRootContext<Plugin>("keys");
   * ```
   */
  startTask(task: PluginTask): void {
    task.sdkStart(this);
  }

  /**
   * Ends a plugin whose `onDone` returned false; `onDelete` follows.
   * `Status.NotFound` where `onDone` was not called yet, or did not defer. The rest
   * of the callback acts on the plugin, as after `activate`. In Envoy 1.40 a
   * plugin can defer its end only while another one is in its VM, as after a change
   * of its configuration; the VM of the last one goes at once.
   *
   * ```ts
   * class Draining extends RootContext {
   *   onDone(): bool {
   *     this.setTickPeriod(100);
   *     return false;
   *   }
   *   onTick(): void {
   *     this.done();
   *   }
   * }
   * ```
   */
  done(): Status {
    return endPlugin(this.sdkId);
  }

  /**
   * Asks the proxy to resolve a host name; the answer comes to `onResolveDns` of
   * this plugin. Envoy only: a module that calls it does not load elsewhere.
   *
   * The answer to an address, or to a name that Envoy knows at once, comes before
   * this method returns. May be called in every callback of this plugin and its
   * streams.
   */
  resolveDns(name: string): Status {
    return resolveDns(name);
  }

  /**
   * Called when the plugin is configured, and again on a new context when its
   * configuration changed; streams that are open keep the context that they have.
   * False makes the proxy reject the configuration: Envoy does not start, or keeps
   * what it had.
   */
  onConfigure(): bool {
    return true;
  }

  /**
   * Called before `onConfigure`, in Envoy for each plugin of a VM. False makes the
   * proxy reject the configuration, as in `onConfigure`; the plugin's own is not
   * known here, only `vmConfiguration`.
   */
  onVmStart(): bool {
    return true;
  }

  /** Called at the period that was set by `setTickPeriod`. */
  onTick(): void {}

  /** Called when an item was added to a queue that this plugin registered. */
  onQueueReady(queueId: u32): void {}

  /**
   * Called with the answer to `resolveDns` for a name; `null` where it has no address,
   * or where the resolver failed. Envoy only.
   */
  onResolveDns(name: string, answer: DnsAnswer | null): void {}

  /**
   * Called at each `stats_flush_interval` with the proxy's statistics, where the
   * plugin is a stats sink. Envoy only.
   */
  onStatsUpdate(stats: StatsUpdate): void {}

  /** Makes the context of an HTTP stream; none by default. */
  createHttpContext(): HttpContext | null {
    return null;
  }

  /** Makes the context of a TCP connection; none by default. */
  createStreamContext(): StreamContext | null {
    return null;
  }
}
