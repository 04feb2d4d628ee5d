import { endOf, EntityTag } from "./entity-tag";

/**
 * The entity tags of an `if-match` or an `if-none-match` header, or its `*` for any.
 *
 * ```ts
 * const tags = EntityTags.parse('"a", W/"b"');
 * const tag = EntityTag.parse('"b"');
 * if (tags != null && tag != null && tags.hasWeak(tag)) log.info("same");
 * ```
 */
export class EntityTags {
  private readonly tags: EntityTag[] = [];

  private constructor(
    /** Whether it is `*`, which every tag is in. */
    readonly isAny: bool,
  ) {}

  /** Reads the value of a header; `null` where it is not well-formed. */
  static parse(header: string): EntityTags | null {
    let at = 0;
    const tags = new EntityTags(header.trim() == "*");
    if (tags.isAny) return tags;
    while (true) {
      while (at < header.length && isBetween(header.charCodeAt(at))) at++;
      if (at == header.length) return tags;
      const end = endOf(header, at);
      if (end < 0) return null;
      tags.tags.push(EntityTag.at(header, at, end));
      at = end;
      while (at < header.length && isSpace(header.charCodeAt(at))) at++;
      if (at < header.length && header.charCodeAt(at) != 0x2c) return null;
    }
  }

  /** Tells whether a tag is one of them by its bytes, as `if-match` and `if-range` want. */
  hasStrong(tag: EntityTag): bool {
    for (let i = 0; i < this.tags.length; i++) {
      if (this.tags[i].equalsStrong(tag)) return true;
    }
    return this.isAny;
  }

  /** Tells whether a tag is one of them by its content, as `if-none-match` wants. */
  hasWeak(tag: EntityTag): bool {
    for (let i = 0; i < this.tags.length; i++) {
      if (this.tags[i].equalsWeak(tag)) return true;
    }
    return this.isAny;
  }
}

function isSpace(unit: i32): bool {
  return unit == 0x20 || unit == 0x09;
}

function isBetween(unit: i32): bool {
  return unit == 0x2c || isSpace(unit);
}
