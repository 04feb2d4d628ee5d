import {
  decodedPart,
  isDots,
  PartKind,
  pathEnd,
  TemplateParts,
} from "./path-parts";

const SLASH: i32 = 0x2f;
const DOT: i32 = 0x2e;
const PERCENT: i32 = 0x25;
const QUESTION: i32 = 0x3f;
const HASH_SIGN: i32 = 0x23;

/**
 * What a node has, in words: the nodes of any part and of the rest, its first route, and its
 * child where it has one alone, with the address of that one's text. `MANY` children are in
 * the table of edges.
 */
const ANY: usize = 0;
const REST: usize = 4;
const FIRST_ROUTE: usize = 8;
const ONLY_CHILD: usize = 12;
const ONLY_TEXT: usize = 16;
const NODE: i32 = 5;

const NONE: i32 = -1;
const MANY: i32 = 0;

/** The node whose children are the names of parameters, so that routes share their lists. */
const NAMES: i32 = 1;

/** What an edge has: its node, the hash, the address of its text, and where it leads. */
const HASH: usize = 4;
const TEXT: usize = 8;
const CHILD: usize = 12;
const EDGE: usize = 16;

/** What a route has: its method, and the next route of its node. */
const NEXT_ROUTE: usize = 4;
const ROUTE_BITS: usize = 3;

/**
 * Finds the route of a path: a text before a parameter before what takes all that is left.
 *
 * The tree is numbers in a few lists, and its texts are found by one table of hashes for all
 * nodes: nothing that the collector knows is touched on the way.
 */
@final
export class RouteTree {
  readonly templates: string[] = [];
  /** The names of each route's parameters; routes with the same names have the same list. */
  readonly names: string[][] = [];
  private readonly methods: string[] = [];
  /** The number of the method that stands for all; no other one is below -1. */
  private anyMethod: i32 = -2;
  private readonly nodes: i32[] = [];
  private readonly routes: i32[] = [];
  /** The texts of the edges, which the table has the addresses of. */
  private readonly texts: string[] = [];
  private edges: StaticArray<u8> = new StaticArray<u8>(4 * <i32>EDGE);
  private mask: u32 = 3;
  /** Where the parameters of the route that was found begin and end, and how many numbers. */
  private places: StaticArray<i32> = new StaticArray<i32>(0);
  private top: i32 = 0;
  private path: string = "";
  /** Where the path ends; beyond its query until that has been seen. */
  private end: usize = 0;
  private method: i32 = 0;

  constructor() {
    this.newNode();
    this.newNode();
  }

  /** Adds a route; returns why it is refused, or an empty text. */
  add(method: string, template: string): string {
    const parts = new TemplateParts(template);
    if (parts.fault.length > 0) return parts.fault;
    let node = 0;
    const names: string[] = [];
    for (let i = 0; i < parts.kinds.length; i++) {
      const text = parts.texts[i];
      const kind = parts.kinds[i];
      if (kind == PartKind.Text) node = this.childOf(node, text);
      else {
        names.push(text);
        node = this.otherOf(node, kind == PartKind.Rest ? REST : ANY);
      }
    }
    const own = this.methodOf(method);
    const at = node * NODE + <i32>(FIRST_ROUTE >> 2);
    for (
      let each = this.nodes[at];
      each >= 0;
      each = this.routes[each * 2 + 1]
    ) {
      if (this.routes[each * 2] != own) continue;
      const other = this.templates[each];
      return other == template
        ? `The route ${method} ${template} is there twice.`
        : `The route ${method} ${template} takes the paths of ${method} ${other}.`;
    }
    this.routes.push(own);
    this.routes.push(this.nodes[at]);
    this.nodes[at] = this.templates.length;
    this.templates.push(template);
    this.names.push(this.shared(names));
    if (names.length * 2 > this.places.length) {
      this.places = new StaticArray<i32>(names.length * 2);
    }
    return "";
  }

  /** Returns the route of a path; -1 where there is none. */
  find(method: string, path: string): i32 {
    if (path.length == 0 || path.charCodeAt(0) != SLASH) return -1;
    const start = changetype<usize>(path);
    this.path = path;
    this.end = start + ((<usize>path.length) << 1);
    this.method = this.methods.indexOf(method);
    this.top = 0;
    return this.from(0, start + 2);
  }

  /** Returns where the parameters of the route that was found begin and end. */
  takePlaces(): StaticArray<i32> {
    const places = new StaticArray<i32>(this.top);
    memory.copy(
      changetype<usize>(places),
      changetype<usize>(this.places),
      (<usize>this.top) << 2,
    );
    return places;
  }

  /** Adds the methods that a path has routes for. */
  methodsOf(path: string, methods: string[]): void {
    const all = this.methods;
    for (let i = 0; i < all.length; i++) {
      if (this.find(all[i], path) >= 0) methods.push(all[i]);
    }
  }

  /** Goes on at a node with the part that begins at an address. */
  private from(node: i32, start: usize): i32 {
    if (start > this.end) return this.routeOf(node);
    const at = this.nodes.dataStart + <usize>(node * NODE * 4);
    const any = load<i32>(at, ANY);
    const rest = load<i32>(at, REST);
    let child = load<i32>(at, ONLY_CHILD);
    let to: usize = 0;
    if (child > 0) {
      to = this.afterText(load<usize>(at, ONLY_TEXT), start);
      if (to != 0) {
        const route = this.from(child, to + 2);
        if (route >= 0 || (any & rest) == NONE) return route;
      }
    }
    // A part that was read as it stands needs no look at what it is decoded.
    const isRead = to != 0;
    const end = this.end;
    let hash = basisOf(node);
    let isEncoded = false;
    for (to = start; to < end; to += 2) {
      const unit: u32 = load<u16>(to);
      if (unit < 0x40) {
        if (unit == SLASH) break;
        if (unit == QUESTION || unit == HASH_SIGN) {
          this.end = to;
          break;
        }
        if (unit == PERCENT) isEncoded = true;
      }
      hash = (hash ^ unit) * 0x01000193;
    }
    let takesAny = to > start;
    if (isEncoded) {
      const part = this.decoded(start, to);
      child = this.childOfText(node, part);
      takesAny = !isDots(part);
    } else {
      child = child == MANY ? this.find16(node, hash, start, to - start) : 0;
      if (takesAny && load<u16>(start) == DOT) takesAny = !areDots(start, to);
    }
    if (child > 0 && !isRead) {
      const route = this.from(child, to + 2);
      if (route >= 0) return route;
    }
    if (any >= 0 && takesAny) {
      const top = this.top;
      this.note(start, to);
      const route = this.from(any, to + 2);
      if (route >= 0) return route;
      this.top = top;
    }
    if (rest < 0) return NONE;
    const last = this.endFrom(to);
    if (start == last) return NONE;
    const from = this.indexOf(start);
    if (hasDots(this.path, from, this.indexOf(last))) return NONE;
    const route = this.routeOf(rest);
    if (route >= 0) this.note(start, last);
    return route;
  }

  private decoded(start: usize, to: usize): string {
    return decodedPart(this.path, this.indexOf(start), this.indexOf(to));
  }

  /** Returns where a text ends that is the whole part at an address; 0 where it is not. */
  private afterText(text: usize, start: usize): usize {
    const size = (<usize>changetype<string>(text).length) << 1;
    const to = start + size;
    const end = this.end;
    if (to > end || !isSame(text, start, size)) return 0;
    if (to == end) return to;
    const unit = load<u16>(to);
    if (unit == SLASH) return to;
    if (unit != QUESTION && unit != HASH_SIGN) return 0;
    this.end = to;
    return to;
  }

  /** Returns where the path ends, which is not before an address. */
  private endFrom(start: usize): usize {
    let to = start;
    for (; to < this.end; to += 2) {
      const unit = load<u16>(to);
      if (unit == QUESTION || unit == HASH_SIGN) break;
    }
    this.end = to;
    return to;
  }

  /** Returns the route of a node for the method, or for any; -1 where there is none. */
  private routeOf(node: i32): i32 {
    const nodes = this.nodes.dataStart;
    const routes = this.routes.dataStart;
    const method = this.method;
    const anyMethod = this.anyMethod;
    let each = load<i32>(nodes + <usize>(node * NODE * 4), FIRST_ROUTE);
    let found = -1;
    while (each >= 0) {
      const route = routes + ((<usize>each) << ROUTE_BITS);
      const own = load<i32>(route);
      if (own == method) return each;
      if (own == anyMethod) found = each;
      each = load<i32>(route, NEXT_ROUTE);
    }
    return found;
  }

  private note(start: usize, end: usize): void {
    const top = this.top;
    const places = changetype<usize>(this.places) + ((<usize>top) << 2);
    store<i32>(places, this.indexOf(start));
    store<i32>(places, this.indexOf(end), 4);
    this.top = top + 2;
  }

  private indexOf(address: usize): i32 {
    return <i32>((address - changetype<usize>(this.path)) >> 1);
  }

  /** Returns the child of a part; 0 where there is none, as nothing leads to the root. */
  private find16(node: i32, hash: u32, start: usize, size: usize): i32 {
    const edges = changetype<usize>(this.edges);
    const mask = this.mask;
    let at = slotOf(hash, mask);
    while (true) {
      const edge = edges + <usize>at * EDGE;
      const child = load<i32>(edge, CHILD);
      if (child == 0) return 0;
      if (load<u32>(edge, HASH) == hash && load<i32>(edge) == node) {
        const text = load<usize>(edge, TEXT);
        if (
          (<usize>changetype<string>(text).length) << 1 == size &&
          isSame(text, start, size)
        ) {
          return child;
        }
      }
      at = (at + 1) & mask;
    }
  }

  private childOfText(node: i32, text: string): i32 {
    const start = changetype<usize>(text);
    return this.find16(
      node,
      hashOf(node, text),
      start,
      (<usize>text.length) << 1,
    );
  }

  /** Returns the child of a text; makes it where there is none. */
  private childOf(node: i32, text: string): i32 {
    const known = this.childOfText(node, text);
    if (known != 0) return known;
    const child = this.newNode();
    this.texts.push(text);
    const only = node * NODE + <i32>(ONLY_CHILD >> 2);
    // A path is compared as it stands, and these mean something else there.
    const isPlain = pathEnd(text) == text.length && !text.includes("%");
    const isOnly = isPlain && this.nodes[only] == NONE;
    this.nodes[only] = isOnly ? child : MANY;
    if (isOnly) this.nodes[only + 1] = <i32>changetype<usize>(text);
    if ((<u32>this.texts.length) << 1 > this.mask) {
      const old = this.edges;
      this.mask = (this.mask << 1) | 1;
      this.edges = new StaticArray<u8>(<i32>(this.mask + 1) * <i32>EDGE);
      for (let at = 0; at < old.length; at += <i32>EDGE) {
        const edge = changetype<usize>(old) + <usize>at;
        if (load<i32>(edge, CHILD) != 0) this.place(edge);
      }
    }
    const edge = memory.data(16, 8);
    store<i32>(edge, node);
    store<u32>(edge, hashOf(node, text), HASH);
    store<usize>(edge, changetype<usize>(text), TEXT);
    store<i32>(edge, child, CHILD);
    this.place(edge);
    return child;
  }

  /** Copies an edge into the table. */
  private place(edge: usize): void {
    const edges = changetype<usize>(this.edges);
    const mask = this.mask;
    let at = slotOf(load<u32>(edge, HASH), mask);
    while (load<i32>(edges + <usize>at * EDGE, CHILD) != 0) {
      at = (at + 1) & mask;
    }
    memory.copy(edges + <usize>at * EDGE, edge, EDGE);
  }

  /** Returns the node of any part, or of the rest; makes it where there is none. */
  private otherOf(node: i32, which: usize): i32 {
    const at = node * NODE + <i32>(which >> 2);
    if (this.nodes[at] < 0) {
      const made = this.newNode();
      this.nodes[at] = made;
    }
    return this.nodes[at];
  }

  private newNode(): i32 {
    for (let i = 0; i < NODE; i++) this.nodes.push(NONE);
    return this.nodes.length / NODE - 1;
  }

  /** Returns the list that routes with the same names share. */
  private shared(names: string[]): string[] {
    let node = NAMES;
    for (let i = 0; i < names.length; i++) node = this.childOf(node, names[i]);
    const at = node * NODE + <i32>(FIRST_ROUTE >> 2);
    const first = this.nodes[at];
    if (first >= 0) return this.names[first];
    this.nodes[at] = this.names.length;
    return names;
  }

  /** Returns the number of a method. */
  private methodOf(method: string): i32 {
    const known = this.methods.indexOf(method);
    if (known >= 0) return known;
    const made = this.methods.length;
    this.methods.push(method);
    if (method == "*") this.anyMethod = made;
    return made;
  }
}

/** Where the hash of a part begins that follows a node. */
function basisOf(node: i32): u32 {
  return 0x811c9dc5 ^ (<u32>node * 0x9e3779b1);
}

function hashOf(node: i32, text: string): u32 {
  let hash = basisOf(node);
  for (let i = 0; i < text.length; i++) {
    hash = (hash ^ text.charCodeAt(i)) * 0x01000193;
  }
  return hash;
}

function slotOf(hash: u32, mask: u32): u32 {
  return (hash ^ (hash >> 15)) & mask;
}

/** Tells whether a part that begins with a dot is `.` or `..`. */
function areDots(start: usize, end: usize): bool {
  const size = end - start;
  return size == 2 || (size == 4 && load<u16>(start, 2) == DOT);
}

/** Compares texts that are short most often. */
function isSame(one: usize, other: usize, size: usize): bool {
  let at: usize = 0;
  for (; at + 8 <= size; at += 8) {
    if (load<u64>(one + at) != load<u64>(other + at)) return false;
  }
  for (; at < size; at += 2) {
    if (load<u16>(one + at) != load<u16>(other + at)) return false;
  }
  return true;
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
