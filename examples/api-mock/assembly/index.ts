import {
  duration,
  HeaderList,
  HttpContext,
  HttpHandlerOf,
  JsonModel,
  JsonWriter,
  key,
  length,
  LocalResponse,
  log,
  PluginContext,
  ProblemDetails,
  range,
  registerRootContext,
  required,
  RequestUrl,
  RouteMatch,
  Router,
  sleep,
  Status,
  uuidV4,
} from "proxy-wasm-as";

class Mock extends JsonModel {
  /** The method, `*` for any. */
  @length(1)
  method: string = "GET";
  /** The path, such as `/users/{id}`. */
  @required
  path: string = "";
  @range(200, 599)
  status: i32 = 200;
  /** The headers of the answer. */
  headers: Map<string, string> = new Map<string, string>();
  /** The body of the answer, a template. */
  body: string = "";
  /** How long the answer takes. */
  @duration
  @range("0ms", "1m")
  delay: u32 = 0;
}

class Settings extends JsonModel {
  /** The answers, by method and path. */
  @required
  @length(1, 10000)
  mocks: Mock[] = [];
  /** Whether the server answers what has no mock. */
  @key("pass_others")
  passOthers: bool = false;
}

class Plugin extends PluginContext<Settings> {
  router: Router<Mock> = new Router<Mock>();

  override onSettings(): bool {
    this.router = new Router<Mock>();
    for (const mock of this.settings.mocks) {
      const fault = this.router.add(mock.method, mock.path, mock);
      if (fault != null) {
        log.error(fault);
        return false;
      }
      const refused = refusedHeader(mock.headers);
      if (refused == null) continue;
      log.error(`${mock.method} ${mock.path}: no header can be "${refused}"`);
      return false;
    }
    return true;
  }

  override createHttpContext(): HttpContext {
    return new ApiMock();
  }
}

class ApiMock extends HttpHandlerOf<Plugin> {
  override onRequest(): void {
    const router = this.plugin.router;
    const headers = this.request.headers;
    const path = headers.get(":path");
    const method = headers.get(":method");
    if (path == null || method == null) return;
    const found = router.find(method, path);
    if (found != null) return this.answer(found, path);
    if (this.plugin.settings.passOthers) return;
    const allowed = router.methodsOf(path);
    if (allowed.length > 0) {
      const problem = new ProblemDetails(405).title("The method has no mock.");
      return this.respond(
        problem.response().header("allow", allowed.join(", ")),
      );
    }
    const problem = new ProblemDetails(404).title("The path has no mock.");
    this.respond(problem.response());
  }

  private answer(found: RouteMatch<Mock>, path: string): void {
    const mock = found.value;
    const response = new LocalResponse(mock.status);
    let isJson: bool = false;
    for (const [name, value] of mock.headers.entries()) {
      response.header(name, value);
      if (name.toLowerCase() == "content-type") isJson = value.includes("json");
    }
    response.text(this.filled(mock.body, found, path, isJson));
    if (mock.delay > 0) sleep(mock.delay);
    this.respond(response);
  }

  /** Puts what a request has into a template's `{{…}}`, escaped where that is JSON. */
  private filled(
    template: string,
    found: RouteMatch<Mock>,
    path: string,
    isJson: bool,
  ): string {
    const parts = template.split("{{");
    let text = parts[0];
    for (let i = 1; i < parts.length; i++) {
      const end = parts[i].indexOf("}}");
      if (end < 0) {
        text += "{{" + parts[i];
        continue;
      }
      const name = parts[i].substring(0, end).trim();
      const value = this.valueOf(name, found, path);
      text += isJson ? escaped(value) : value;
      text += parts[i].substring(end + 2);
    }
    return text;
  }

  private valueOf(name: string, found: RouteMatch<Mock>, path: string): string {
    if (name == "uuid") return textOf(uuidV4());
    if (name == "now") return new Date(Date.now()).toISOString();
    const key = name.substring(name.indexOf(".") + 1);
    if (name.startsWith("path.")) return textOf(found.get(key));
    if (name.startsWith("query.")) {
      return textOf(new RequestUrl(path).searchParams.get(key));
    }
    if (name.startsWith("header.")) {
      return textOf(this.request.headers.get(key));
    }
    return "";
  }
}

/** Returns the name of a header that no answer can have, or `null`. */
function refusedHeader(headers: Map<string, string>): string | null {
  const list = new HeaderList();
  for (const [name, value] of headers.entries()) {
    if (name.startsWith(":") || list.append(name, value) != Status.Ok) {
      return name;
    }
  }
  return null;
}

function textOf(value: string | null): string {
  return value == null ? "" : value;
}

/** A text as it is between the quotes of JSON. */
function escaped(text: string): string {
  return new JsonWriter().text(text).toString().slice(1, -1);
}

registerRootContext<Plugin>("api_mock");
