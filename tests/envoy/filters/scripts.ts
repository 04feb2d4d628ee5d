/**
 * Code that waits, of plugins, of connections and of streams: configurations, or the paths of
 * requests, say which.
 */
import {
  firstOf,
  GrpcStream,
  HttpCall,
  HttpContext,
  HttpHandler,
  LocalResponse,
  log,
  Pause,
  PluginTask,
  PluginTaskOf,
  registerPluginTask,
  registerRootContext,
  RootContext,
  SharedQueue,
  sleep,
  StreamContext,
  StreamHandlerOf,
} from "proxy-wasm-as";

// Plugins with tasks.

class TaskPlugin extends RootContext {
  what: string = "";
  kept: string = "none";
  beat: PluginTask | null = null;
  onConfigure(): bool {
    this.what = this.configuration.text();
    if (this.what.startsWith("keep")) this.startTask(new Keep());
    if (this.what == "twice") {
      const task = new Beat();
      this.startTask(task);
      this.startTask(task);
    }
    if (this.what == "stop") {
      const task = new Beat();
      this.beat = task;
      this.startTask(task);
      this.startTask(new Stop());
    }
    if (this.what == "throw") this.startTask(new Throw());
    return this.what != "refused";
  }
  onDelete(): void {
    if (this.what.startsWith("keep")) log.info("ended " + this.what);
  }
  createHttpContext(): HttpContext {
    return new TaskStream();
  }
}

class Keep extends PluginTaskOf<TaskPlugin> {
  run(): void {
    const plugin = this.plugin;
    for (let i = 0; true; i++) {
      const call = new HttpCall("one").path(
        "/" + plugin.what + "/" + i.toString(),
      );
      const answer = call.timeout(50).wait();
      plugin.kept = plugin.what + answer.status.toString() + answer.text();
      sleep(100);
    }
  }
}

class Beat extends PluginTask {
  run(): void {
    while (true) {
      log.info("beat");
      sleep(10);
    }
  }
}

class Stop extends PluginTaskOf<TaskPlugin> {
  run(): void {
    sleep(35);
    const beat = this.plugin.beat!;
    log.info("running " + beat.isRunning.toString());
    beat.stop();
    log.info("running " + beat.isRunning.toString());
  }
}

class Throw extends PluginTask {
  run(): void {
    sleep(5);
    throw new Error("cannot go on");
  }
}

class TaskStream extends HttpHandler {
  onRequest(): void {
    sleep(5);
    this.request.headers.set("x-kept", (this.root as TaskPlugin).kept);
  }
}

class Lone extends PluginTask {
  run(): void {
    log.info("lone began");
    const answer = new HttpCall("one").path("/lone").wait();
    log.info(
      "lone " +
        answer.text() +
        " " +
        (this.root as RootContext).configuration.text(),
    );
    const jobs = SharedQueue.register("jobs")!;
    while (true) log.info("lone took " + jobs.waitForItem()!);
  }
}

registerRootContext<TaskPlugin>("tasks");
registerPluginTask<Lone>("lone");

// Handlers of connections.

class TcpPlugin extends RootContext {
  what: string = "";
  onConfigure(): bool {
    this.what = this.configuration.text();
    return true;
  }
  createStreamContext(): StreamContext {
    return new Tcp();
  }
}

class Tcp extends StreamHandlerOf<TcpPlugin> {
  onDownstream(): void {
    const what = this.plugin.what;
    if (what == "edit") this.edit("[", "]");
    if (what == "connect") {
      const answer = new HttpCall("one").path("/connect").wait();
      if (answer.status != 200) this.closeDownstream();
    }
    if (what == "ask") this.ask();
    if (what == "frame") this.frame();
    if (what == "early") {
      this.continueDownstream();
      sleep(10);
      log.info("late");
    }
    if (what == "limit") {
      const limit = new Pause(200);
      const part = this.read(4, limit);
      log.info(part == null ? "none " + limit.isThere.toString() : part.text());
    }
  }

  onUpstream(): void {
    const what = this.plugin.what;
    if (what == "edit") this.edit("<", ">");
    if (what == "hold") new HttpCall("one").path("/hold").wait();
    if (what == "tell") {
      const part = this.read()!;
      this.continueUpstream();
      new HttpCall("one").path("/" + part.text()).wait();
      log.info("told " + part.text());
    }
  }

  onDelete(): void {
    log.info("deleted");
  }

  private edit(before: string, after: string): void {
    let count = 0;
    for (let part = this.read(); part != null; part = this.read()) {
      count++;
      part.set(before + part.text() + after);
      part.set(part.text() + count.toString());
    }
    log.info(count.toString() + " parts");
  }

  private ask(): void {
    for (let part = this.read(); part != null; part = this.read()) {
      const now = part.text();
      const wasChangeable = part.isChangeable;
      const answer = new HttpCall("one").path("/" + now).wait();
      log.info(
        [
          now,
          part.text(),
          answer.text(),
          wasChangeable.toString(),
          part.isChangeable.toString(),
          part.set("x").toString(),
        ].join(" "),
      );
      if (answer.status != 200) {
        this.closeDownstream();
        return;
      }
    }
    log.info("end");
  }

  private frame(): void {
    const head = this.read(2);
    if (head == null) {
      log.info("nothing");
      return;
    }
    log.info("head " + head.text());
    const rest = this.read(3);
    log.info("rest " + (rest == null ? "none" : rest.text()));
  }
}

registerRootContext<TcpPlugin>("handler");

// What can be waited for beside calls.

let queue: SharedQueue | null = null;

class WaitPlugin extends RootContext {
  onConfigure(): bool {
    queue = SharedQueue.register("events");
    if (this.configuration.text() == "task") this.startTask(new Take());
    return true;
  }
  onQueueReady(id: u32): void {
    log.info("ready");
  }
  createHttpContext(): HttpContext {
    return new WaitStream();
  }
}

class Take extends PluginTask {
  run(): void {
    const limit = new Pause(50);
    for (
      let item = queue!.waitForItem(limit);
      item != null;
      item = queue!.waitForItem(limit)
    ) {
      log.info("task " + item);
    }
    log.info("task ends");
  }
}

class WaitStream extends HttpHandler {
  private isHeld: bool = false;
  /** The path of a request that the router sends again. */
  private again: string = "";

  onRequest(): void {
    const path = this.request.headers.get(":path")!;
    this.isHeld = path.startsWith("/hold");
    if (path.startsWith("/item")) {
      const item = queue!.waitForItemBytes();
      log.info(path + " " + String.UTF8.decode(item!.buffer));
    }
    if (path.startsWith("/hold")) this.hold(path);
    if (path.startsWith("/slow")) this.hurry(path);
    if (path.startsWith("/again")) {
      this.again = path;
      const body = this.request.body.collect(10);
      new HttpCall("one").path("/ask").wait();
      log.info("request " + path + " " + (body == null ? "none" : body.text()));
    }
    if (path.startsWith("/job")) {
      SharedQueue.resolve("service", "jobs")!.enqueue(path);
    }
    // On a machine that has much to do an answer may take long.
    const patience: u32 = path.endsWith("/patient") ? 5000 : 10;
    if (path.startsWith("/talk")) this.talk(patience);
    if (path.startsWith("/first")) {
      const one = new GrpcStream("grpc", "test.One", "Talk").begin();
      const two = new GrpcStream("grpc", "test.Two", "Talk").begin();
      log.info("first " + firstOf([one, two, new Pause(patience)]).toString());
      one.cancel();
      log.info(
        "cancelled " +
          (one.receive() == null).toString() +
          one.isOpen.toString(),
      );
    }
    if (path == "/refused") {
      const none = new GrpcStream("nobody", "test.One", "Talk").begin();
      log.info(
        [
          none.isOpen.toString(),
          (none.receive() == null).toString(),
          none.status.toString(),
          none.message,
        ].join(" "),
      );
    }
  }
  /** Sets a header by what the body says. */
  private hold(path: string): void {
    const request = this.request;
    request.holdHeaders();
    if (path.includes("ask")) new HttpCall("one").path("/ask").wait();
    if (path.includes("part")) {
      const part = request.body.next();
      request.headers.set("x-kept", part == null ? "none" : part.text());
      return;
    }
    const body = request.body.collect(10);
    if (body == null) return;
    const text = body.text();
    if (path.includes("late")) new HttpCall("one").path("/late").wait();
    if (text == "bad") return this.respond(new LocalResponse(422));
    request.headers.set("x-kept", "[" + text + "]");
  }

  onDelete(): void {
    if (this.again != "") log.info("ended " + this.again);
  }

  /** Waits for its message no longer than for a time. */
  private hurry(path: string): void {
    const limit = new Pause(50);
    if (path.endsWith("/trailers")) {
      const trailers = this.request.waitForTrailers(limit);
      log.info("trailers " + (trailers != null).toString());
    } else if (path.endsWith("/parts")) {
      const body = this.request.body;
      let parts = 0;
      while (body.next(limit) != null) parts++;
      log.info("parts " + parts.toString());
    } else {
      const body = this.request.body.collect(10, limit);
      log.info(body == null ? "no body" : body.text());
    }
    if (!limit.isThere) return;
    if (!path.includes("patient")) this.respond(new LocalResponse(408));
    sleep(10);
    log.info("it took too long");
  }

  /** Sets a header of the response by what its body says. */
  onResponse(): void {
    if (this.again != "") {
      const answer = new HttpCall("one").path("/ask").wait();
      const status = this.response.headers.get(":status")!;
      log.info("response " + status + " " + answer.status.toString());
    }
    if (!this.isHeld) return;
    this.response.holdHeaders();
    const body = this.response.body.collect(100);
    if (body != null) this.response.headers.set("x-body", body.text());
  }

  private talk(patience: u32): void {
    const chat = new GrpcStream("grpc", "test.Chat", "Talk").begin();
    for (let i = 0; i < 2; i++) {
      chat.send(Uint8Array.wrap(String.UTF8.encode("ask" + i.toString())));
      const limit = new Pause(patience);
      const got = chat.receive(limit);
      log.info(
        got == null
          ? "none " + limit.isThere.toString()
          : "got " + String.UTF8.decode(got.buffer),
      );
    }
    chat.close();
    for (let got = chat.receive(); got != null; got = chat.receive()) {
      log.info("rest " + String.UTF8.decode(got.buffer));
    }
    log.info("ended " + chat.status.toString() + chat.message);
  }
}

registerRootContext<WaitPlugin>("waits");
