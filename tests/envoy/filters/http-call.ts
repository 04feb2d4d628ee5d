import {
  FilterHeadersStatus,
  HttpCall,
  HttpCallOutcome,
  HttpCallResponse,
  HttpContext,
  LocalResponse,
  log,
  registerRootContext,
  RootContext,
  Status,
} from "proxy-wasm-as";

/** Requests `/plugin` once, for itself. */
class Plugin extends RootContext {
  answer: string = "none";

  createHttpContext(): HttpContext {
    return new Stream(this);
  }

  onConfigure(): bool {
    this.setTickPeriod(10);
    return true;
  }

  onTick(): void {
    this.setTickPeriod(0);
    const status = new HttpCall("upstream")
      .path("/plugin")
      .send<Plugin>(this, (self, response) => {
        self.answer = response.body.text();
        log.info("plugin got " + self.answer);
      });
    if (status != Status.Ok) log.error("plugin could not ask");
  }
}

/** Makes the calls that the request's path names. */
class Stream extends HttpContext {
  private left: i32 = 0;
  private notes: string[] = [];
  private first: HttpCall | null = null;

  constructor(private readonly parent: Plugin) {
    super();
  }

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.header(":path");
    if (path == "/plugin-answer") this.note(this.parent.answer);
    if (path == "/everything") return waitIf(this.everything());
    if (path == "/fan-out") return this.fanOut();
    if (path == "/dispatch") return this.dispatchTwo();
    if (path == "/chain") return waitIf(this.chain());
    if (path == "/refused") this.refused();
    if (path.startsWith("/ask/")) return waitIf(this.ask(path.slice(4)));
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-report", this.notes.join("; "));
    return FilterHeadersStatus.Continue;
  }

  onHttpCallResponse(call: HttpCall, response: HttpCallResponse): void {
    this.note((call == this.first ? "first " : "second ") + describe(response));
    if (--this.left == 0) this.continueRequest();
  }

  note(text: string): void {
    this.notes.push(text);
  }

  private header(name: string): string {
    const value = this.request.headers.get(name);
    return value == null ? "" : value;
  }

  private everything(): Status {
    return new HttpCall("upstream")
      .method("POST")
      .path("/post?a=1")
      .authority("example.test")
      .header("x-text", "é")
      .header("x-text", "again")
      .headerBytes("x-bytes", bytesOf([0xe9, 0x80]))
      .text("body é")
      .timeout(0)
      .send<Stream>(this, (self, response) => {
        const header = response.headers.get("x-upstream");
        const trailer = response.trailers.get("x-end");
        self.note(describe(response));
        self.note(header == null ? "no header" : header);
        self.note(trailer == null ? "no trailer" : trailer);
        self.note("bytes " + response.body.bytes().length.toString());
        // The waiting stream's own request can be read and changed here.
        self.note(self.header(":path"));
        self.request.headers.set("x-added", "in the answer");
        self.continueRequest();
      });
  }

  private ask(path: string): Status {
    const cluster = this.header("x-cluster");
    const status = new HttpCall(cluster)
      .path(path)
      .timeout(200)
      .send<Stream>(this, (self, response) => {
        log.info("asked " + describe(response));
        self.note(describe(response));
        if (response.status == 400) self.closeRequest();
        else if (response.status == 401) self.deny();
        else self.continueRequest();
      });
    this.note("asked: " + status.toString());
    return status;
  }

  deny(): void {
    this.sendLocalResponse(new LocalResponse(403).text("not you"));
  }

  private fanOut(): FilterHeadersStatus {
    for (let i = 0; i < 3; i++) {
      const call = new HttpCall("upstream").path("/part/" + i.toString());
      const status = call.send<Stream>(this, (self, response) => {
        self.note(response.body.text());
        if (--self.left == 0) self.continueRequest();
      });
      if (status == Status.Ok) this.left++;
    }
    return FilterHeadersStatus.StopIteration;
  }

  private dispatchTwo(): FilterHeadersStatus {
    const first = new HttpCall("upstream").path("/part/first");
    this.first = first;
    if (first.dispatch(this) == Status.Ok) this.left++;
    const second = new HttpCall("upstream")
      .method("POST")
      .path("/part/second")
      .bytes(bytesOf([0, 0xff, 0x80]));
    if (second.dispatch(this) == Status.Ok) this.left++;
    return FilterHeadersStatus.StopIteration;
  }

  private chain(): Status {
    return new HttpCall("upstream")
      .path("/part/token")
      .method("POST")
      .trailer("x-trailer", "last")
      .send<Stream>(this, (self, response) => {
        const token = response.body.text();
        const status = new HttpCall("upstream")
          .path("/part/" + token)
          .send<Stream>(self, (self, response) => {
            self.note(response.body.text());
            self.continueRequest();
          });
        if (status != Status.Ok) self.continueRequest();
      });
  }

  private refused(): void {
    this.try(new HttpCall("unknown").path("/"));
    this.try(new HttpCall("empty").path("/"));
    this.try(new HttpCall("upstream"));
    this.try(new HttpCall("upstream").path("/").header("x", "a\r\nb: c"));
    this.try(new HttpCall("upstream").path("/").header(":path", "/other"));
    this.try(new HttpCall("upstream").path("/\n"));
    this.try(new HttpCall("upstream").path("/").trailer("a b", ""));
    this.try(new HttpCall("upstream").path("/").header("a:b", ""));
    this.try(new HttpCall("upstream").path("/").header("host", "other"));
    this.try(new HttpCall("upstream").path("/").method(""));
    this.try(new HttpCall("upstream").path("/").method("GE T"));
    this.try(new HttpCall("upstream").path(""));
    this.try(new HttpCall("upstream").path("/a b"));
  }

  private try(call: HttpCall): void {
    const status = call.send<Stream>(this, (self, response) => {
      log.error("a refused call was answered");
    });
    this.note(status.toString());
  }
}

function waitIf(status: Status): FilterHeadersStatus {
  return status == Status.Ok
    ? FilterHeadersStatus.StopIteration
    : FilterHeadersStatus.Continue;
}

function describe(response: HttpCallResponse): string {
  const outcome = response.outcome;
  if (outcome == HttpCallOutcome.Answered) {
    return "answered " + response.status.toString();
  }
  const how = outcome == HttpCallOutcome.TimedOut ? "timed out " : "failed ";
  return how + response.status.toString() + " " + response.failure;
}

function bytesOf(values: u8[]): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) bytes[i] = values[i];
  return bytes;
}

registerRootContext<Plugin>("http_call");
