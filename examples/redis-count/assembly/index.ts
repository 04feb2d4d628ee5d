import {
  CounterFamily,
  JsonModel,
  PluginContext,
  registerRootContext,
  required,
  setTimeout,
  StreamContext,
  StreamHandlerOf,
  Timer,
} from "proxy-wasm-as";
import { CommandReader } from "./command-reader";

const commands = new CounterFamily("redis_commands", ["command"]);

class Settings extends JsonModel {
  /** The commands that are counted, each by itself. */
  @required
  commands: string[] = [];
  /** The milliseconds without a command after which a connection is closed; 0 is never. */
  idle: u32 = 0;
}

class Plugin extends PluginContext<Settings> {
  /** Counts a command; a name that a client makes up must not take a label. */
  count(name: string): void {
    const isKnown = this.settings.commands.includes(name);
    commands.labels(isKnown ? name : "other").increment();
  }

  override createStreamContext(): StreamContext {
    return new RedisCount();
  }
}

class RedisCount extends StreamHandlerOf<Plugin> {
  override onDownstream(): void {
    const idle = this.plugin.settings.idle;
    let timer: Timer | null = null;
    if (idle > 0) {
      timer = setTimeout<RedisCount>(this, (self) => self.close(), idle);
    }
    const reader = new CommandReader(this);
    let name = reader.next();
    while (name != null) {
      if (timer != null) timer.refresh();
      this.plugin.count(name);
      name = reader.next();
    }
  }

  private close(): void {
    this.closeDownstream();
  }
}

registerRootContext<Plugin>("redis_count");
