import {
  decodedPart,
  isDots,
  isEncoded,
  PartKind,
  pathEnd,
  TemplateParts,
} from "./path-parts";

/** The routes that begin alike. */
@final
class RouteNode {
  readonly texts: string[] = [];
  readonly children: RouteNode[] = [];
  /** For the lowest bits of a text's hash, the index of a child and one. */
  private places: StaticArray<i32> = new StaticArray<i32>(4);
  any: RouteNode | null = null;
  /** The routes that take all that is left. */
  rest: RouteNode | null = null;
  readonly methods: string[] = [];
  readonly routes: i32[] = [];

  /** Returns the child of a text; makes it where there is none. */
  childOf(text: string): RouteNode {
    const known = this.find(text, 0, text.length, hashOf(text, 0, text.length));
    if (known != null) return known;
    const child = new RouteNode();
    this.texts.push(text);
    this.children.push(child);
    const count = this.children.length;
    if (count << 1 <= this.places.length) {
      this.place(count - 1);
      return child;
    }
    this.places = new StaticArray<i32>(this.places.length << 1);
    for (let i = 0; i < count; i++) this.place(i);
    return child;
  }

  /** Returns the child of a part of a path. */
  find(path: string, from: i32, end: i32, hash: u32): RouteNode | null {
    const mask = this.places.length - 1;
    const size = <usize>(end - from);
    const start = changetype<usize>(path) + ((<usize>from) << 1);
    let at = hash & mask;
    while (true) {
      const index = unchecked(this.places[at]) - 1;
      if (index < 0) return null;
      const text = unchecked(this.texts[index]);
      if (
        <usize>text.length == size &&
        memory.compare(changetype<usize>(text), start, size << 1) == 0
      ) {
        return unchecked(this.children[index]);
      }
      at = (at + 1) & mask;
    }
  }

  /** Returns the route of a method, or of any; -1 where there is none. */
  routeOf(method: string): i32 {
    let index = this.methods.indexOf(method);
    if (index < 0) index = this.methods.indexOf("*");
    return index < 0 ? -1 : unchecked(this.routes[index]);
  }

  private place(index: i32): void {
    const text = this.texts[index];
    const mask = this.places.length - 1;
    let at = hashOf(text, 0, text.length) & mask;
    while (unchecked(this.places[at]) != 0) at = (at + 1) & mask;
    unchecked((this.places[at] = index + 1));
  }
}

function hashOf(text: string, from: i32, end: i32): u32 {
  let hash: u32 = 0x811c9dc5;
  for (let i = from; i < end; i++) {
    hash = (hash ^ text.charCodeAt(i)) * 0x01000193;
  }
  return hash ^ (hash >> 15);
}

/** Finds the route of a path: a text before a parameter before what takes all that is left. */
@final
export class RouteTree {
  private readonly root: RouteNode = new RouteNode();
  readonly templates: string[] = [];
  /** The names of each route's parameters. */
  readonly names: string[][] = [];
  /** Where the parameters of the route that was found begin and end. */
  places: i32[] = [];
  private path: string = "";
  private end: i32 = 0;
  private method: string = "";

  /** Adds a route; returns why it is refused, or an empty text. */
  add(method: string, template: string): string {
    const parts = new TemplateParts(template);
    if (parts.fault.length > 0) return parts.fault;
    let node = this.root;
    const names: string[] = [];
    for (let i = 0; i < parts.kinds.length; i++) {
      const text = parts.texts[i];
      if (parts.kinds[i] == PartKind.Text) {
        node = node.childOf(text);
        continue;
      }
      names.push(text);
      const isRest = parts.kinds[i] == PartKind.Rest;
      let next = isRest ? node.rest : node.any;
      if (next == null) {
        next = new RouteNode();
        if (isRest) node.rest = next;
        else node.any = next;
      }
      node = next;
    }
    const index = node.methods.indexOf(method);
    if (index >= 0) {
      const other = this.templates[node.routes[index]];
      return other == template
        ? `The route ${method} ${template} is there twice.`
        : `The route ${method} ${template} takes the paths of ${method} ${other}.`;
    }
    node.methods.push(method);
    node.routes.push(this.templates.length);
    this.templates.push(template);
    this.names.push(names);
    return "";
  }

  /** Returns the route of a path; -1 where there is none. */
  find(method: string, path: string): i32 {
    if (path.length == 0 || path.charCodeAt(0) != 0x2f /* / */) return -1;
    this.path = path;
    this.end = pathEnd(path);
    this.method = method;
    this.places = [];
    return this.from(this.root, 1);
  }

  /** Adds the methods that a path has routes for. */
  methodsOf(path: string, methods: string[]): void {
    const all: string[] = [];
    collectMethods(this.root, all);
    for (let i = 0; i < all.length; i++) {
      if (this.find(all[i], path) >= 0) methods.push(all[i]);
    }
  }

  /** Goes on at a node with the part that begins at a position. */
  private from(node: RouteNode, start: i32): i32 {
    const end = this.end;
    const path = this.path;
    const places = this.places;
    if (start > end) return node.routeOf(this.method);
    let to = start;
    let hash: u32 = 0x811c9dc5;
    let isPlain = true;
    for (; to < end; to++) {
      const unit = path.charCodeAt(to);
      if (unit == 0x2f /* / */) break;
      isPlain = isPlain && unit != 0x25 /* % */ && unit != 0x2e; /* . */
      hash = (hash ^ unit) * 0x01000193;
    }
    hash ^= hash >> 15;
    let child: RouteNode | null = null;
    let takesAny = to > start;
    if (isPlain || !isEncoded(path, start, to)) {
      child = node.find(path, start, to, hash);
      if (!isPlain) takesAny = !isDots(path.substring(start, to));
    } else {
      const part = decodedPart(path, start, to);
      child = node.find(part, 0, part.length, hashOf(part, 0, part.length));
      takesAny = !isDots(part);
    }
    if (child != null) {
      const route = this.from(child, to + 1);
      if (route >= 0) return route;
    }
    const any = node.any;
    if (any != null && takesAny) {
      places.push(start);
      places.push(to);
      const route = this.from(any, to + 1);
      if (route >= 0) return route;
      places.length -= 2;
    }
    const rest = node.rest;
    if (rest == null || start == end || hasDots(path, start, end)) return -1;
    const route = rest.routeOf(this.method);
    if (route >= 0) {
      places.push(start);
      places.push(end);
    }
    return route;
  }
}

/** Tells whether one of the parts is `.` or `..`, which would leave what a route takes. */
function hasDots(path: string, from: i32, end: i32): bool {
  for (let start = from; start <= end;) {
    let to = start;
    while (to < end && path.charCodeAt(to) != 0x2f /* / */) to++;
    const size = to - start;
    // Each dot has three characters at most.
    if (size > 0 && size <= 6 && isDots(decodedPart(path, start, to))) {
      return true;
    }
    start = to + 1;
  }
  return false;
}

function collectMethods(node: RouteNode, methods: string[]): void {
  for (let i = 0; i < node.methods.length; i++) {
    if (!methods.includes(node.methods[i])) methods.push(node.methods[i]);
  }
  for (let i = 0; i < node.children.length; i++) {
    collectMethods(node.children[i], methods);
  }
  if (node.any != null) collectMethods(node.any!, methods);
  if (node.rest != null) collectMethods(node.rest!, methods);
}
