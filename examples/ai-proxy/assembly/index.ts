import {
  acceptPlainBody,
  Body,
  bodyChanged,
  duration,
  HttpContext,
  HttpHandlerOf,
  JsonModel,
  length,
  LocalResponse,
  log,
  MediaType,
  ModelRequest,
  PluginContext,
  range,
  registerRootContext,
  required,
  SseReader,
  TokenBudget,
  TokenUsage,
  UsageReader,
} from "proxy-wasm-as";

/** The bytes that a body may have, as many as Envoy buffers by default. */
const LIMIT = 1 << 20;

class Settings extends JsonModel {
  /** The models that clients may use. */
  @required
  @length(1, 1000)
  models: string[] = [];
  /** How many tokens a client may take in a window. */
  @range(1, 1e15)
  tokens: i64 = 100000;
  /** How long a window is. */
  @duration
  @range("1s", "744h")
  window: u32 = 3600000;
}

class Plugin extends PluginContext<Settings> {
  budget: TokenBudget = new TokenBudget("tokens", 0, 1);

  override onSettings(): bool {
    const settings = this.settings;
    const seconds = <i64>(settings.window / 1000);
    this.budget = new TokenBudget("tokens", settings.tokens, seconds);
    return true;
  }

  override createHttpContext(): HttpContext {
    return new Proxy();
  }
}

class Proxy extends HttpHandlerOf<Plugin> {
  private client: string = "";

  override onRequest(): void {
    const headers = this.request.headers;
    // An authentication in front of this filter has set it.
    const client = headers.get("x-client");
    if (client == null) return this.refuse(401, "the client is not known");
    this.client = client;
    const budget = this.plugin.budget;
    if (budget.left(client) <= 0) {
      const refusal = problem(429, "no tokens are left");
      const seconds = budget.secondsLeft.toString();
      return this.respond(refusal.header("retry-after", seconds));
    }
    acceptPlainBody(headers);
    bodyChanged(headers);
    const body = this.request.body.collect(LIMIT);
    // One that is larger was answered with 413.
    if (body == null) return;
    const asked = ModelRequest.of(body.jsonReader());
    if (asked == null) return this.refuse(400, "the body is not JSON");
    if (!this.plugin.settings.models.includes(asked.model)) {
      return this.refuse(403, "the model is not allowed");
    }
    const asking = ModelRequest.askForUsage(body.bytes());
    if (asking != null) body.setBytes(asking);
  }

  override onResponse(): void {
    if (this.client.length == 0) return;
    const type = MediaType.of(this.response.headers);
    if (type == null) return;
    const body = this.response.body;
    if (type.essence == "text/event-stream") this.spend(usageOfEvents(body));
    else if (type.isJson) this.spend(usageOfAnswer(body));
  }

  private spend(usage: TokenUsage | null): void {
    if (usage == null) {
      log.warn(`an answer to ${this.client} does not say its tokens`);
      return;
    }
    const left = this.plugin.budget.spend(this.client, usage.total);
    log.info(`${this.client} took ${usage.total} tokens, ${left} are left`);
  }

  private refuse(status: i32, message: string): void {
    this.respond(problem(status, message));
  }
}

function usageOfEvents(body: Body): TokenUsage | null {
  const events = new SseReader();
  const usage = new UsageReader();
  for (let part = body.next(); part != null; part = body.next()) {
    events.write(part.bytes());
    for (let e = events.next(); e != null; e = events.next()) {
      usage.readEvent(e);
    }
  }
  return usage.usage;
}

function usageOfAnswer(body: Body): TokenUsage | null {
  const whole = body.collect(LIMIT);
  return whole == null ? null : TokenUsage.of(whole.jsonReader());
}

/** An error as OpenAI's clients read it. */
function problem(status: i32, message: string): LocalResponse {
  return new LocalResponse(status)
    .header("content-type", "application/json")
    .text(`{"error":{"message":"${message}"}}`);
}

registerRootContext<Plugin>("ai_proxy");
