/** Holds objects in functions that call themselves, and in loops of all kinds. */
import { sum, mixText, churn, after } from "./garbage";
import { Box, box, mixBox } from "./box";

function direct(depth: i32, held: Box): Box {
  const own = new Box(depth);
  if (depth == 0) return held;
  const below = direct(depth - 1, new Box(depth * 2));
  own.next = below;
  mixText(held.text);
  return own;
}
function ping(
  depth: i32,
  text: string,
  held: Box | null = new Box(99),
): string {
  if (depth == 0) return text + (held ? held.text : "none");
  return pong(depth - 1, text + "i") + text;
}
function pong(depth: i32, text: string): string {
  if (depth == 0) return text;
  const result =
    depth & 1 ? ping(depth - 1, text + "o") : ping(depth - 1, text, box(depth));
  return text + result;
}
let again: (depth: i32, box: Box) => Box = (depth, box) => box;
function byReference(depth: i32, held: Box): Box {
  if (depth == 0) return held;
  const made = again(depth - 1, new Box(depth));
  made.text += held.text;
  return made;
}
class Tree {
  left: Tree | null;
  right: Tree | null;
  label: string;
  constructor(depth: i32, label: string = after("tree" + "")) {
    this.label = label + depth.toString();
    this.left = depth > 0 ? new Tree(depth - 1, label + "l") : null;
    this.right = depth > 0 ? new Tree(depth - 1) : null;
  }
  visit(run: (tree: Tree) => void): void {
    const left = this.left;
    if (left) left.visit(run);
    run(this);
    const right = this.right;
    if (right) right.visit(run);
  }
}
function fib(n: i32): Box {
  return n < 2 ? new Box(n) : fib(n - 1).plus(fib(n - 2));
}

export function holdRecursion(): void {
  mixBox(direct(30, new Box(1)));
  mixText(ping(20, after("p" + "q")));
  mixText(ping(0, "last" + sum.toString()));
  again = byReference;
  mixBox(again(20, new Box(50)));
  new Tree(4).visit((tree) => mixText(after(tree.label + "!")));
  mixBox(fib(8));
}

export function holdFlow(): void {
  let last: Box | null = null;
  for (let i = 0; box(i).id < 12; i = box(i + 1).id) {
    const own = new Box(i);
    for (let j = 0; j < 5; j++) {
      const inner = own.with(j);
      if (j == 3) break;
      if (i == 9) return mixBox(inner);
      if (((i + j) & 1) == 0) continue;
      inner.next = last;
      last = inner;
    }
    mixBox(own);
  }
  mixBox(last);
  let text = "w" + sum.toString();
  let count = 0;
  while ((text = after(text + "x")).length < 30) {
    if (++count > 100) break;
    if ((count & 3) == 1) continue;
    mixText(text);
  }
  do {
    const kept = text;
    text = text.substring(after(1));
    mixText(kept);
  } while (after(text).length > 20);
  for (let i = 0; i < 6; i++) mixBox(chosen(i));
  for (let a = box(1), b = new Box(2); a.id < 5; b = a, a = box(a.id + 1)) {
    mixBox(b);
    mixBox(early(a, 3));
  }
}

function chosen(kind: i32): Box {
  const held = new Box(kind);
  switch (box(kind).id) {
    case 0:
      return held;
    case 1:
    case 2: {
      const other = box(5);
      other.next = held;
      return other;
    }
    case 3:
      if (held.text.length == 0) throw new Error("none " + held.text);
      return held.slow;
    default:
      held.next = new Box(4);
      churn();
  }
  return held;
}

function early(held: Box, limit: i32): Box {
  for (let i = 0; i < 99; i++) {
    const each = box(i);
    each.next = held;
    if (i == limit) return each;
    for (let j = 0; j < 2; j++) if (each.with(j).id == limit) return held;
  }
  return held;
}
