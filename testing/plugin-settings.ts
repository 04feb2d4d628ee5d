import { bufferOf } from "./bytes";
import { pairsOf } from "./pairs";
import { Plugin } from "./plugin";
import { ProxyHost } from "./proxy-host";
import { Service } from "./service";
import {
  newSettings,
  setAbsentAt,
  setBytes,
  setBytesAt,
  setFlag,
  setFlagAt,
  setNumberAt,
  setText,
  setListAt,
  setMapAt,
  setTextAt,
  setVariable,
  startPlugin,
} from "./spec-host";

/**
 * What a proxy's configuration says about a plugin.
 *
 * ```ts
 * const plugin = new PluginSettings("add_header")
 *   .configuration("melon")
 *   .property(["source", "address"], "10.0.0.1:1234")
 *   .start();
 * ```
 */
export class PluginSettings {
  /** The host's number for it. */
  private readonly id: i32 = newSettings();

  constructor(rootId: string = "") {
    setText(this.id, "rootId", rootId);
  }

  name(name: string): this {
    setText(this.id, "name", name);
    return this;
  }

  /** The plugin's configuration, as UTF-8. */
  configuration(text: string): this {
    setText(this.id, "configuration", text);
    return this;
  }

  configurationBytes(bytes: Uint8Array): this {
    setBytes(this.id, "configuration", bufferOf(bytes));
    return this;
  }

  /** Plugins with the same VM id and VM configuration share a VM. */
  vmId(vmId: string): this {
    setText(this.id, "vmId", vmId);
    return this;
  }

  vmConfiguration(text: string): this {
    setText(this.id, "vmConfiguration", text);
    return this;
  }

  /** Adds a variable to the environment, which is empty otherwise. */
  variable(name: string, value: string): this {
    setVariable(this.id, name, value);
    return this;
  }

  /** Lets streams pass by once the VM is gone; without it they get a 503. */
  failOpen(): this {
    setText(this.id, "failurePolicy", "FAIL_OPEN");
    return this;
  }

  /** Lets `StopIteration` of headers stop the headers alone. */
  allowOnHeadersStopIteration(): this {
    setFlag(this.id, "allowOnHeadersStopIteration", true);
    return this;
  }

  /** Sets a property by its path. */
  property(path: string[], value: string): this {
    setTextAt(this.id, path.join("\0"), value);
    return this;
  }

  /** Sets a property that is a whole number, or a duration in nanoseconds. */
  propertyNumber(path: string[], value: i64): this {
    setNumberAt(this.id, path.join("\0"), value);
    return this;
  }

  propertyBool(path: string[], value: bool): this {
    setFlagAt(this.id, path.join("\0"), value);
    return this;
  }

  propertyBytes(path: string[], value: Uint8Array): this {
    setBytesAt(this.id, path.join("\0"), bufferOf(value));
    return this;
  }

  /**
   * Sets a property that is a map of texts, which the filter may also ask for by the
   * path of one of them.
   *
   * ```ts
   * const labels = new Map<string, string>();
   * labels.set("app", "melons");
   * new PluginSettings("plugin").propertyMap(["xds", "node", "metadata", "LABELS"], labels);
   * ```
   */
  propertyMap(path: string[], values: Map<string, string>): this {
    const pairs: string[][] = [];
    const names = values.keys();
    for (let i = 0; i < names.length; i++) {
      pairs.push([names[i], values.get(names[i])]);
    }
    setMapAt(this.id, path.join("\0"), pairsOf(pairs));
    return this;
  }

  /** Sets a property that is a list of texts, which the filter may also ask for by number. */
  propertyList(path: string[], values: string[]): this {
    const pairs: string[][] = [];
    for (let i = 0; i < values.length; i++) pairs.push([values[i], ""]);
    setListAt(this.id, path.join("\0"), pairsOf(pairs));
    return this;
  }

  /** Says that the proxy has no property of this path. */
  noProperty(path: string[]): this {
    setAbsentAt(this.id, path.join("\0"));
    return this;
  }

  /** Starts the plugin in a proxy of its own; see `startIn`. */
  start(): Plugin {
    return this.startIn(new ProxyHost());
  }

  /**
   * Starts and configures the plugin, once: a real proxy tries it out on a canary
   * before. See `Plugin.refusal` for one that was refused.
   */
  startIn(host: ProxyHost): Plugin {
    return new Plugin(host, startPlugin(host.id, this.id, "startPlugin"));
  }

  /**
   * Starts an access logger, whose `onLog` is called at the end of each stream and
   * connection that opens from now on.
   *
   * ```ts
   * const host = new ProxyHost();
   * new PluginSettings("access_logger").startAccessLoggerIn(host);
   * host.get("/melons");
   * expect(host.logs[0].message).toBe("GET /melons 200");
   * ```
   */
  startAccessLoggerIn(host: ProxyHost): Service {
    return this.service(host, "startAccessLogger");
  }

  /** Starts a background service, which has ticks, calls and queues alone. */
  startServiceIn(host: ProxyHost): Service {
    return this.service(host, "startService");
  }

  /** Starts a stats sink, whose `onStatsUpdate` `ProxyHost.flushStats` calls. */
  startStatsSinkIn(host: ProxyHost): Service {
    return this.service(host, "startStatsSink");
  }

  private service(host: ProxyHost, how: string): Service {
    return new Service(host, startPlugin(host.id, this.id, how));
  }
}
