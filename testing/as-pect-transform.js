// @ts-check
/**
 * as-pect's transform for AssemblyScript 0.28.
 *
 * What: hands as-pect's own transform a view of the syntax tree in which the
 * nodes carry the numbers of AssemblyScript 0.27, and moves the methods that it
 * adds to the real classes.
 *
 * Why: as-pect 8.1 was compiled with the numbers of `NodeKind` in it, and 0.28
 * shifted those. Without this, classes get no comparison and `toStrictEqual`
 * does not compile.
 *
 * Until: an as-pect that supports AssemblyScript 0.28; then name
 * "@as-pect/transform" in as-pect.asconfig.json and delete this file.
 */
import AspectTransform from "@as-pect/transform";
import { NodeKind } from "assemblyscript";

const OLD_KINDS = new Map([
  [NodeKind.ClassDeclaration, 51],
  [NodeKind.FieldDeclaration, 54],
  [NodeKind.MethodDeclaration, 58],
  [NodeKind.NamespaceDeclaration, 59],
]);

/** A number that as-pect takes for none of the above. */
const OTHER_KIND = -1;

/**
 * A node of the syntax tree, as far as it matters here.
 *
 * @typedef {{ kind: number, members?: Node[] }} Node
 */

export default class AspectTransformFor028 extends AspectTransform {
  /**
   * Called by the compiler when all sources are parsed.
   *
   * @param {{ sources: { statements: Node[] }[] }} parser
   */
  afterParse(parser) {
    const sources = parser.sources.map(({ statements }) => ({
      statements: statements.map(view),
    }));
    super.afterParse({ sources });
    sources.forEach(({ statements }, index) => {
      takeOver(statements, parser.sources[index].statements);
    });
  }
}

/**
 * Returns an object that reads like the node and has its number of 0.27.
 *
 * @param {Node} node
 * @returns {Node}
 */
function view(node) {
  return Object.assign(Object.create(node), {
    kind: OLD_KINDS.get(node.kind) ?? OTHER_KIND,
    members: node.members?.map(view),
  });
}

/**
 * Appends what was added to the members of the views to those of the nodes.
 *
 * @param {Node[]} views
 * @param {Node[]} nodes
 */
function takeOver(views, nodes) {
  nodes.forEach((node, index) => {
    const seen = views[index].members;
    if (node.members === undefined || seen === undefined) return;
    const added = seen.slice(node.members.length);
    takeOver(seen, node.members);
    node.members.push(...added);
  });
}
