import {
  currentTimeNanoseconds,
  DnsAnswer,
  FilterHeadersStatus,
  HttpContext,
  log,
  logLevel,
  randomBytes,
  registerHttpContext,
  registerRootContext,
  RootContext,
  StatEntries,
  StatsUpdate,
} from "proxy-wasm-as";

class Logger extends RootContext {
  onLog(): void {
    const request = this.request.headers;
    const response = this.response.headers;
    log.info(
      "access " +
        [
          orNull(request.get(":path")),
          orNull(request.get("x-in")),
          orNull(response.get(":status")),
          orNull(response.get("x-out")),
          request.set("x-in", "changed").toString(),
          response.set("x-out", "changed").toString(),
        ].join(" "),
    );
  }
}

/** Resolves the names in its configuration and in requests' paths. */
class Resolver extends RootContext {
  onConfigure(): bool {
    const text = this.configuration.text();
    const names = text.split(" ");
    for (let i = 0; i < names.length; i++) this.ask(names[i]);
    return true;
  }

  onResolveDns(name: string, answer: DnsAnswer | null): void {
    let text = "nothing";
    if (answer != null) {
      text = answer.length.toString();
      for (let i = 0; i < answer.length; i++) {
        text += " " + answer.address(i) + " for " + answer.ttl(i).toString();
      }
    }
    log.info("answer for " + name + ": " + text);
    // Asks within an answer, which may itself have come within a question.
    if (name == "127.0.0.1") this.ask("127.0.0.2");
  }

  ask(name: string): void {
    log.info("status for " + name + ": " + this.resolveDns(name).toString());
  }

  createHttpContext(): HttpContext {
    return new RequestResolver();
  }
}

class RequestResolver extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path");
    if (path != null) (this.root as Resolver).ask(path.slice(1));
    return FilterHeadersStatus.Continue;
  }
}

/** Logs the metrics that the configuration names, on each update. */
class Sink extends RootContext {
  private updates: i32 = 0;

  onStatsUpdate(stats: StatsUpdate): void {
    const counters = stats.counters;
    const name = this.configuration.text();
    const at = find(counters, name);
    if (at >= 0) {
      const delta = counters.delta(at).toString();
      log.info(name + " is " + counters.value(at).toString() + " +" + delta);
    }
    const gauges = stats.gauges;
    const live = find(gauges, "server.live");
    if (live >= 0) log.info("live is " + gauges.value(live).toString());
    let odd = 0;
    for (let i = 0; i < gauges.length; i++) {
      odd += i32(!isStatName(gauges.name(i)));
    }
    for (let i = counters.length - 1; i >= 0; i--) {
      odd += i32(!isStatName(counters.name(i)));
    }
    this.updates++;
    const sizes = [counters.length, gauges.length, odd].join(" ");
    log.info("update " + this.updates.toString() + ": " + sizes);
  }
}

function find(entries: StatEntries, name: string): i32 {
  for (let i = 0; i < entries.length; i++) {
    if (entries.name(i) == name) return i;
  }
  return -1;
}

function isStatName(name: string): bool {
  return name.includes(".") && !name.includes(" ");
}

class Environment extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const headers = this.response.headers;
    headers.set("x-out", "out");
    headers.set("x-time", currentTimeNanoseconds().toString());
    headers.set("x-level", logLevel().toString());
    const bytes = randomBytes(8);
    headers.set("x-random", bytes == null ? "null" : bytes.toString());
    const stage = process.env.get("STAGE");
    headers.set("x-env", stage == null ? "none" : stage);
    return FilterHeadersStatus.Continue;
  }
}

function orNull(text: string | null): string {
  return text == null ? "null" : text;
}

registerRootContext<Logger>("logger");
registerRootContext<Resolver>("resolver");
registerRootContext<Sink>("sink");
registerHttpContext<Environment>("environment");
