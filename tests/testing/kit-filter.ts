import {
  CallPolicy,
  HttpCall,
  HttpContext,
  HttpHandlerOf,
  Jwt,
  JwtVerifier,
  LeaderElection,
  LocalResponse,
  log,
  registerRootContext,
  RemoteJwks,
  ResponseCache,
  RetryPolicy,
  RootContext,
  setInterval,
  setTimeout,
  TokenBucket,
} from "proxy-wasm-as";

/** Has what depends on time and on services; the path of a request says which is used. */
class Plugin extends RootContext {
  limiter: TokenBucket = new TokenBucket("limit", 1, 2);
  policy: CallPolicy = new CallPolicy()
    .timeLimit(500)
    .retry(new RetryPolicy(2).backoff(10, 20));
  cache: ResponseCache = new ResponseCache(this, 10);
  election: LeaderElection = new LeaderElection("leader", 3000);
  standsStill: bool = false;
  keys: RemoteJwks = new RemoteJwks(
    this,
    new HttpCall("idp").path("/keys"),
  ).interval(500);
  verifier: JwtVerifier = new JwtVerifier(this.keys);

  onConfigure(): bool {
    if (this.configuration.text() == "campaign") {
      setInterval<Plugin>(this, (self) => self.campaign(), 1000);
    }
    return true;
  }

  campaign(): void {
    if (this.standsStill || !this.election.campaign()) return;
    log.info(`${this.vmConfiguration.text()} leads ${this.election.term}`);
  }

  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpHandlerOf<Plugin> {
  onRequest(): void {
    const path = this.request.headers.get(":path");
    const plugin = this.plugin;
    if (path == "/limit") {
      const limit = plugin.limiter.take("a");
      if (!limit.isAllowed) this.respond(new LocalResponse(429));
    } else if (path == "/policy") {
      const answer = plugin.policy.wait(new HttpCall("users").path("/me"));
      this.respond(new LocalResponse(200).text(answer.text()));
    } else if (path == "/cache") {
      const answer = plugin.cache.wait(new HttpCall("users").path("/me"));
      this.respond(new LocalResponse(200).text(answer.text()));
    } else if (path == "/token") {
      const jwt = Jwt.parse("eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.e30.AAAA");
      if (jwt == null) return this.respond(new LocalResponse(500));
      plugin.keys.waitFor(jwt);
      this.respond(new LocalResponse(plugin.keys.isLoaded ? 200 : 503));
    } else if (path == "/stand-still") {
      plugin.standsStill = true;
    } else if (path == "/resign") {
      plugin.election.resign();
    } else if (path == "/timer") {
      setTimeout<Stream>(this, (self) => log.info("a stream waits"), 100);
      new HttpCall("users").path("/slow").timeout(1000).wait();
    }
  }
}

registerRootContext<Plugin>("kit");
