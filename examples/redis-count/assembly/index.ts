import {
  Counter,
  FilterStatus,
  log,
  registerRootContext,
  RootContext,
  StreamContext,
} from "proxy-wasm-as";
import { CommandReader } from "./command-reader";

class Plugin extends RootContext {
  private readonly counters: Map<string, Counter> = new Map<string, Counter>();
  private readonly others: Counter = new Counter("redis_commands.other");

  onConfigure(): bool {
    const json = this.configuration.json();
    const commands = json != null ? json.getTexts("commands") : null;
    if (commands == null) {
      log.error('Configure what to count, such as {"commands":["get","set"]}');
      return false;
    }
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

  createStreamContext(): StreamContext {
    return new RedisCount();
  }
}

class RedisCount extends StreamContext {
  private readonly reader: CommandReader = new CommandReader();

  onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
    const names = this.reader.read(this.downstream.bytes());
    for (let i = 0; i < names.length; i++) {
      (this.root as Plugin).count(names[i]);
    }
    return FilterStatus.Continue;
  }
}

registerRootContext<Plugin>("redis_count");
