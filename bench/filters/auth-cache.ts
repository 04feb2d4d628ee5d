import {
  HttpCall,
  HttpContext,
  HttpHandlerOf,
  LocalResponse,
  registerRootContext,
  RootContext,
  SharedCache,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  users: SharedCache = new SharedCache("users", 60_000);

  createHttpContext(): HttpContext {
    return new Auth();
  }
}

/** Asks a service who sends a request, at most once a minute for each token. */
class Auth extends HttpHandlerOf<Plugin> {
  onRequest(): void {
    const headers = this.request.headers;
    const token = headers.get("authorization");
    const user = token != null ? this.userOf(token) : null;
    if (user == null) return this.respond(new LocalResponse(401));
    headers.set("x-found", user);
  }

  private userOf(token: string): string | null {
    const users = this.plugin.users;
    const known = users.get(token);
    if (known != null) return known;
    const call = new HttpCall("auth").path("/auth");
    const answer = call.header("authorization", token).wait();
    const user = answer.headers.get("x-user");
    if (answer.status != 200 || user == null) return null;
    users.set(token, user);
    return user;
  }
}

registerRootContext<Plugin>("auth_cache");
