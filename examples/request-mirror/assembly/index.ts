import {
  Bulkhead,
  CallPolicy,
  CircuitBreaker,
  cluster,
  duration,
  forwardRequest,
  HttpCall,
  HttpContext,
  HttpHandlerOf,
  JsonModel,
  log,
  PluginContext,
  range,
  registerRootContext,
  required,
  size,
  Status,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  /** The cluster that gets the copies. */
  @required
  @cluster
  cluster: string = "";
  /** How many of a hundred requests are copied. */
  @range(0, 100)
  percent: f64 = 100;
  /** The largest body that is copied. */
  @size
  @range("0B", "16MiB")
  body: u32 = 65536;
  /** How long a copy may take. */
  @duration
  @range("1ms", "1m")
  timeout: u32 = 5000;
}

class Plugin extends PluginContext<Settings> {
  private readonly policy: CallPolicy = new CallPolicy()
    .bulkhead(new Bulkhead(100))
    .breaker(new CircuitBreaker());

  /** Sends a copy, which goes on after its request has ended. */
  send(copy: HttpCall): void {
    if (this.activate() != Status.Ok) return;
    const status = this.policy.send<Plugin>(this, copy, (self, answer) => {
      const why = answer.failure;
      if (why.length > 0) log.warn(`a copy failed: ${why}`);
    });
    if (status != Status.Ok) log.warn("a copy was not sent");
  }

  override createHttpContext(): HttpContext {
    return new RequestMirror();
  }
}

class RequestMirror extends HttpHandlerOf<Plugin> {
  override onRequest(): void {
    const settings = this.plugin.settings;
    if (Math.random() * 100 >= settings.percent) return;
    const headers = this.request.headers;
    const copy = forwardRequest(settings.cluster, headers)
      .header("x-mirrored", "1")
      .timeout(settings.timeout);
    const body = this.copyOfBody(<i32>settings.body);
    if (body == null) return log.info("a body is too large to be copied");
    if (body.length > 0) copy.bytes(body);
    this.plugin.send(copy);
    this.activate();
  }

  /** Copies the body as it passes; `null` where it is larger than the limit. */
  private copyOfBody(limit: i32): Uint8Array | null {
    const body = this.request.body;
    const parts: Uint8Array[] = [];
    let size = 0;
    for (let part = body.next(); part != null; part = body.next()) {
      const bytes = part.bytes();
      size += bytes.length;
      // The rest passes without this filter.
      if (size > limit) return null;
      parts.push(bytes);
    }
    const whole = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

registerRootContext<Plugin>("request_mirror");
