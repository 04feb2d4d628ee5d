import {
  allowOnHeadersStopIteration,
  failOpen,
  newSettings,
  setAbsentAt,
  setConfiguration,
  setBytesAt,
  setFlagAt,
  setNumberAt,
  setText,
  setListAt,
  setMapAt,
  setTextAt,
  setVariable,
  startPlugin,
} from "./generated/bridge";
import { Plugin } from "./plugin";
import { ProxyHost } from "./proxy-host";
import { Service } from "./service";

/**
 * The settings of a plugin, as a proxy's configuration has them.
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
    setConfiguration(this.id, bytes);
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

  /** Adds a variable to the environment, which starts empty. */
  variable(name: string, value: string): this {
    setVariable(this.id, name, value);
    return this;
  }

  /** Lets streams bypass the plugin when its VM is gone; by default they get a 503. */
  failOpen(): this {
    failOpen(this.id);
    return this;
  }

  /** Lets `StopIteration` of headers stop the headers but not the body. */
  allowOnHeadersStopIteration(): this {
    allowOnHeadersStopIteration(this.id);
    return this;
  }

  /** Sets a property by its path. */
  property(path: string[], value: string): this {
    setTextAt(this.id, path, value);
    return this;
  }

  /** Sets a property that is a whole number, or a duration in nanoseconds. */
  propertyNumber(path: string[], value: i64): this {
    setNumberAt(this.id, path, value);
    return this;
  }

  propertyBool(path: string[], value: bool): this {
    setFlagAt(this.id, path, value);
    return this;
  }

  propertyBytes(path: string[], value: Uint8Array): this {
    setBytesAt(this.id, path, value);
    return this;
  }

  /**
   * Sets a property that is a map of texts. The filter may also read each text by its
   * own path.
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
    setMapAt(this.id, path, pairs);
    return this;
  }

  /** Sets a property that is a list of texts. The filter may also read each by number. */
  propertyList(path: string[], values: string[]): this {
    setListAt(this.id, path, values);
    return this;
  }

  /** Declares that the proxy has no property with this path. */
  noProperty(path: string[]): this {
    setAbsentAt(this.id, path);
    return this;
  }

  /** Starts the plugin in a proxy of its own; see `startIn`. */
  start(): Plugin {
    return this.startIn(new ProxyHost());
  }

  /**
   * Starts and configures the plugin. It starts once; a real proxy tries it on a
   * canary VM first. `Plugin.refusal` says whether the proxy refused it.
   */
  startIn(host: ProxyHost): Plugin {
    return new Plugin(host, startPlugin(host.id, this.id, "startPlugin"));
  }

  /**
   * Starts an access logger. Its `onLog` is called at the end of each stream and
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

  /** Starts a background service, which has ticks, calls and queues but no streams. */
  startServiceIn(host: ProxyHost): Service {
    return this.service(host, "startService");
  }

  /** Starts a stats sink; `ProxyHost.flushStats` calls its `onStatsUpdate`. */
  startStatsSinkIn(host: ProxyHost): Service {
    return this.service(host, "startStatsSink");
  }

  private service(host: ProxyHost, start: string): Service {
    return new Service(host, startPlugin(host.id, this.id, start));
  }
}
