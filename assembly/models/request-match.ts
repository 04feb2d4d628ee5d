import { pattern } from "./decorators";
import { HeaderMatch } from "./header-match";
import { JsonModel } from "./json-model";

/**
 * Which requests a rule is for, with the keys of Envoy's virtual hosts and routes. All
 * that is given has to fit, and an empty object fits all requests.
 */
export class RequestMatch extends JsonModel {
  /**
   * The hosts, with their port where the request has one: `example.com`,
   * `*.example.com`, `example.*` or `*`, in any case. The `*` stands for at least one
   * character.
   */
  @pattern("^([*]|[*]?[^*]+|[^*]+[*])$")
  domains: string[] = [];
  /** How the path begins. */
  @pattern("^/")
  prefix: string | null = null;
  /** The whole path, without a query. */
  @pattern("^/")
  path: string | null = null;
  /** The name of the route that the proxy has chosen. */
  route: string | null = null;
  /** What headers have to be. */
  headers: HeaderMatch[] = [];
}
