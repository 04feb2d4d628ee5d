import {
  CounterFamily,
  JsonModel,
  PluginContext,
  registerRootContext,
  required,
  StreamContext,
  StreamHandlerOf,
} from "proxy-wasm-as";
import { CommandReader } from "./command-reader";

const commands = new CounterFamily("redis_commands", ["command"]);

class Settings extends JsonModel {
  /** The commands that are counted, each by itself. */
  @required
  commands: string[] = [];
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
    const reader = new CommandReader(this);
    let name = reader.next();
    while (name != null) {
      this.plugin.count(name);
      name = reader.next();
    }
  }
}

registerRootContext<Plugin>("redis_count");
