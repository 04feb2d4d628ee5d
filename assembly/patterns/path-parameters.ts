import { decodedPart } from "./path-parts";

/**
 * What the parameters of a template stand for in a path.
 *
 * ```ts
 * const found = PathTemplate.parse("/users/{id}")!.match("/users/a%20b");
 * if (found != null) log.info(found.get("id")!); // a b
 * ```
 */
export class PathParameters {
  /** The SDK's own. */
  constructor(
    private readonly path: string,
    private readonly names: string[],
    /** Where each begins and ends in the path. */
    private readonly places: StaticArray<i32>,
  ) {}

  /** How many there are, those without a name as well. */
  get count(): i32 {
    return this.names.length;
  }

  /**
   * Returns a parameter, percent-decoded (as it is where that is not possible); `null` where
   * the template has none of the name.
   */
  get(name: string): string | null {
    const index = this.names.indexOf(name);
    return name.length > 0 && index >= 0 ? this.at(index) : null;
  }

  /** Returns a parameter by its place in the template, from 0, decoded; `null` beyond the last. */
  item(index: i32): string | null {
    return index >= 0 && index < this.names.length ? this.at(index) : null;
  }

  private at(index: i32): string {
    const places = this.places;
    return decodedPart(this.path, places[index << 1], places[(index << 1) + 1]);
  }
}
