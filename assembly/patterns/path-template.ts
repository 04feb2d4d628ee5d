import { PathParameters } from "./path-parameters";
import { RouteTree } from "./route-tree";

/**
 * A path with parameters: `/users/{id}`, `/files/{name=**}`. `{id}` is one part of a path,
 * which is not empty, and `{name=**}` all that is left, at least one part; `*` and `**` are
 * the same without a name, as in Envoy's URI templates. The rules are those of `Router`.
 *
 * ```ts
 * const user = PathTemplate.parse("/users/{id}/files/{name=**}")!;
 * const found = user.match("/users/ada/files/a/b.txt?raw");
 * if (found != null) log.info(`${found.get("id")!}, ${found.get("name")!}`); // ada, a/b.txt
 * ```
 */
export class PathTemplate {
  private constructor(private readonly tree: RouteTree) {}

  /** Reads a template; `null` where it is refused. */
  static parse(template: string): PathTemplate | null {
    const tree = new RouteTree();
    return tree.add("*", template).length == 0 ? new PathTemplate(tree) : null;
  }

  /** Says why `parse` refuses a template; `null` where it does not. */
  static faultOf(template: string): string | null {
    const fault = new RouteTree().add("*", template);
    return fault.length > 0 ? fault : null;
  }

  /** Returns the parameters of a path; `null` where it does not match. */
  match(path: string): PathParameters | null {
    const tree = this.tree;
    if (tree.find("*", path) < 0) return null;
    return new PathParameters(path, tree.names[0], tree.takePlaces());
  }
}
