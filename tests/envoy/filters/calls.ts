/** Calls by a policy, in handlers and by callbacks: the path of a request says which. */
import {
  Bulkhead,
  CallPolicy,
  CircuitBreaker,
  FilterHeadersStatus,
  forwardRequest,
  HeaderMap,
  HttpAnswer,
  HttpCall,
  HttpContext,
  HttpContextOf,
  HttpHandlerOf,
  LocalResponse,
  log,
  registerRootContext,
  ResponseCache,
  RetryBudget,
  RetryPolicy,
  RootContext,
  SingleFlight,
  Status,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  readonly policies: Map<string, CallPolicy> = new Map<string, CallPolicy>();
  readonly breaker: CircuitBreaker = new CircuitBreaker(2, 1000);
  readonly bulkhead: Bulkhead = new Bulkhead(2);
  readonly cache: ResponseCache = new ResponseCache(this, 2);
  readonly single: SingleFlight = new SingleFlight(this);

  onConfigure(): bool {
    const all = this.policies;
    all.set("plain", new CallPolicy());
    all.set("retry", new CallPolicy().retry(new RetryPolicy(2)));
    all.set(
      "unsafe",
      new CallPolicy().retry(
        new RetryPolicy(1).retryUnsafe().statuses([500]).backoff(100, 100),
      ),
    );
    all.set(
      "budget",
      new CallPolicy().retry(
        new RetryPolicy(1).budget(new RetryBudget(0, 1)).backoff(0, 0),
      ),
    );
    const limited = new RetryPolicy(9).backoff(200, 200);
    all.set("limit", new CallPolicy().timeLimit(300).retry(limited));
    all.set("breaker", new CallPolicy().breaker(this.breaker));
    all.set("bulkhead", new CallPolicy().bulkhead(this.bulkhead));
    all.set("hedge", new CallPolicy().hedge(50, 2).timeLimit(500));
    return true;
  }

  /** The policy that a path such as `/retry/1` names. */
  policyOf(path: string): CallPolicy {
    return this.policies.get(path.split("/")[1]);
  }

  createHttpContext(): HttpContext {
    const kind = this.configuration.text();
    if (kind == "handler") return new Handler();
    if (kind == "forward") return new Forward();
    return new Callbacks();
  }
}

function callFor(path: string, headers: HeaderMap): HttpCall {
  const call = new HttpCall("one").path(path).timeout(400);
  if (path.includes("post")) call.method("POST");
  if (path.includes("none")) return new HttpCall("none").path(path);
  const user = headers.get("x-user");
  if (user != null) call.header("x-user", user);
  if (path.includes("auth")) call.header("authorization", "Bearer a");
  const method = headers.get("x-method");
  if (method != null) call.method(method);
  const field = headers.get("x-field");
  if (field != null) {
    const colon = field.indexOf(": ");
    call.header(field.substring(0, colon), field.substring(colon + 2));
  }
  return call;
}

function described(answer: HttpAnswer): string {
  const outcome = <i32>answer.outcome;
  return `${outcome} ${answer.status} ${answer.text()}${answer.failure}`;
}

class Handler extends HttpHandlerOf<Plugin> {
  onRequest(): void {
    const path = this.request.headers.get(":path")!;
    const plugin = this.plugin;
    const call = callFor(path, this.request.headers);
    const answer = path.startsWith("/cache")
      ? plugin.cache.wait(call)
      : path.startsWith("/single")
        ? plugin.single.wait(path, call)
        : plugin.policyOf(path).wait(call);
    this.request.headers.set("x-answer", described(answer));
    this.request.headers.set(
      "x-state",
      `${<i32>plugin.breaker.state} ${plugin.bulkhead.inFlight}`,
    );
  }
}

class Callbacks extends HttpContextOf<Plugin> {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path")!;
    const plugin = this.plugin;
    const call = callFor(path, this.request.headers);
    let status = Status.Ok;
    if (path.startsWith("/cache")) {
      const found = plugin.cache.find(call, this);
      if (found != null) {
        this.request.headers.set("x-answer", `found ${described(found)}`);
        return FilterHeadersStatus.Continue;
      }
      status = plugin.cache.send<Callbacks>(this, call, (self, answer) =>
        self.goOn(answer),
      );
    } else if (path.startsWith("/single")) {
      status = plugin.single.send<Callbacks>(
        this,
        path,
        call,
        (self, answer) => {
          self.goOn(answer);
        },
      );
    } else {
      status = plugin
        .policyOf(path)
        .send<Callbacks>(this, call, (self, answer) => self.goOn(answer));
    }
    if (status == Status.Ok) {
      return FilterHeadersStatus.StopAllIterationAndWatermark;
    }
    const response = new LocalResponse(503).text(`not sent ${<i32>status}`);
    this.sendLocalResponse(response);
    return FilterHeadersStatus.StopIteration;
  }

  goOn(answer: HttpAnswer): void {
    this.request.headers.set("x-answer", described(answer));
    if (this.continueRequest() != Status.Ok) log.warn("went on twice");
  }
}

class Forward extends HttpHandlerOf<Plugin> {
  onRequest(): void {
    const call = forwardRequest("one", this.request.headers);
    this.request.headers.set("x-answer", call.wait().text());
  }
}

registerRootContext<Plugin>("calls");
