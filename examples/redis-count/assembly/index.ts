import {
  Counter,
  JsonModel,
  PluginContext,
  registerRootContext,
  required,
  StreamContext,
  StreamHandlerOf,
} from "proxy-wasm-as";
import { CommandReader } from "./command-reader";

class Settings extends JsonModel {
  /** The commands that are counted, each by itself. */
  @required
  commands: string[] = [];
}

class Plugin extends PluginContext<Settings> {
  private readonly counters: Map<string, Counter> = new Map<string, Counter>();
  private readonly others: Counter = new Counter("redis_commands.other");

  override onSettings(): bool {
    const commands = this.settings.commands;
    for (let i = 0; i < commands.length; i++) {
      const name = commands[i];
      this.counters.set(name, new Counter("redis_commands." + name));
    }
    return true;
  }

  /** Counts a command; a counter for each that a client makes up would have no end. */
  count(name: string): void {
    const isKnown = this.counters.has(name);
    const counter = isKnown ? this.counters.get(name) : this.others;
    counter.increment();
  }

  override createStreamContext(): StreamContext {
    return new RedisCount();
  }
}

class RedisCount extends StreamHandlerOf<Plugin> {
  override onDownstream(): void {
    const commands = new CommandReader(this);
    let name = commands.next();
    while (name != null) {
      this.plugin.count(name);
      name = commands.next();
    }
  }
}

registerRootContext<Plugin>("redis_count");
