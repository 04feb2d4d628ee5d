/** What a node of a pattern is. */
export enum NodeKind {
  Empty = 0,
  /** One character of `ranges`. */
  Class = 1,
  /** All of `parts`, one after the other. */
  All = 2,
  /** One of `parts`, the first that fits before the others. */
  Any = 3,
  /** `parts[0]`, `from` to `to` times. */
  Repeat = 4,
  /** `parts[0]` as group `from`. */
  Group = 5,
  /** A place, by the bits of `Look`. */
  Place = 6,
}

/** The places that a pattern may ask for, as bits. */
export enum Look {
  BeginLine = 1,
  EndLine = 2,
  BeginText = 4,
  EndText = 8,
  Word = 16,
  NoWord = 32,
}

/** A `to` without an end. */
export const UNBOUNDED: i32 = -1;

/** A part of a pattern that was read. */
@final
export class RegexNode {
  readonly parts: RegexNode[] = [];
  /** The first and the last character of each range. */
  ranges: u32[] = [];
  from: i32 = 0;
  to: i32 = 0;
  isGreedy: bool = true;

  constructor(readonly kind: i32) {}

  static place(look: i32): RegexNode {
    const node = new RegexNode(NodeKind.Place);
    node.from = look;
    return node;
  }

  static repeat(part: RegexNode, from: i32, to: i32): RegexNode {
    const node = new RegexNode(NodeKind.Repeat);
    node.parts.push(part);
    node.from = from;
    node.to = to;
    return node;
  }

  /** Tells whether nothing at all fits as well. */
  get isNullable(): bool {
    const parts = this.parts;
    switch (this.kind) {
      case NodeKind.Class:
        return false;
      case NodeKind.All:
        for (let i = 0; i < parts.length; i++) {
          if (!parts[i].isNullable) return false;
        }
        return true;
      case NodeKind.Any:
        for (let i = 0; i < parts.length; i++) {
          if (parts[i].isNullable) return true;
        }
        return false;
      case NodeKind.Repeat:
        return this.from == 0 || parts[0].isNullable;
      case NodeKind.Group:
        return parts[0].isNullable;
      default:
        return true;
    }
  }
}
