import { PathParameters } from "./path-parameters";
import { RouteTree } from "./route-tree";

/**
 * The route of a request, as `Router.find` has found it, with its parameters.
 *
 * ```ts
 * const router = new Router<i32>();
 * router.add("GET", "/users/{id}", 7);
 * const found = router.find("GET", "/users/ada");
 * if (found != null) log.info(`${found.value}, ${found.get("id")!}`); // 7, ada
 * ```
 */
@final
export class RouteMatch<T> extends PathParameters {
  /** The SDK's own. */
  constructor(
    /** What was added for the route. */
    readonly value: T,
    /** The path of the route, as it was added. */
    readonly template: string,
    path: string,
    names: string[],
    places: StaticArray<i32>,
  ) {
    super(path, names, places);
  }
}

/**
 * Finds what belongs to a request by its method and its path, among thousands of routes: a
 * path takes time by its own length, and not by their number. Paths are written as for
 * `PathTemplate`. At each part a text counts before `{name}`, and that before `{name=**}`;
 * where a route fails further on, the next of these is tried.
 *
 * A path counts as the client has sent it, up to its query. `%2F` divides no parts, and other
 * characters are the same whether they are percent-encoded or not. An empty part, as in
 * `//`, is a part that no parameter takes, and a `/` at the end makes another path. Neither
 * does a parameter take `.` or `..`, which proxies resolve before.
 *
 * ```ts
 * const router = new Router<string>();
 * router.add("GET", "/users/{id}", "user");
 * router.add("*", "/static/{file=**}", "files");
 * class Route extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     const headers = this.request.headers;
 *     const found = router.find(headers.get(":method")!, headers.get(":path")!);
 *     if (found != null) headers.set("x-route", found.value);
 *     return FilterHeadersStatus.Continue;
 *   }
 * }
 * registerHttpContext<Route>("route");
 * ```
 */
@final
export class Router<T> {
  private readonly tree: RouteTree = new RouteTree();
  private readonly values: T[] = [];

  /** How many routes there are. */
  get count(): i32 {
    return this.values.length;
  }

  /**
   * Adds a route for a method, or for all by `*`. Returns `null`, or a sentence where the path
   * is refused or another route takes the same paths; the route is not added then.
   */
  add(method: string, path: string, value: T): string | null {
    const fault = this.tree.add(method, path);
    if (fault.length > 0) return fault;
    this.values.push(value);
    return null;
  }

  /** Returns the route of a request; `null` where there is none. */
  find(method: string, path: string): RouteMatch<T> | null {
    const tree = this.tree;
    const route = tree.find(method, path);
    if (route < 0) return null;
    return new RouteMatch<T>(
      this.values[route],
      tree.templates[route],
      path,
      tree.names[route],
      tree.takePlaces(),
    );
  }

  /** Returns the methods that a path has routes for, as for the `allow` header of a 405. */
  methodsOf(path: string): string[] {
    const methods: string[] = [];
    this.tree.methodsOf(path, methods);
    return methods;
  }
}
