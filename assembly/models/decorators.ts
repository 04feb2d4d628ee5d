/**
 * The rules for a model's keys. The transform reads the decorators where they
 * stand; nothing calls these functions, and no module has them.
 */

/** Stands in front of a field. */
type OfField = (target: object, name: string) => void;

/** Stands in front of a class. */
type OfClass = (target: object) => void;

/**
 * The key has to be there. The initial value of the field is then only for the compiler.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   @required
 *   secret: string = "";
 * }
 * ```
 */
export function required(target: object, name: string): void {}

/**
 * The key has another name than the field.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   @key("max-age")
 *   maxAge: u32 = 60;
 * }
 * ```
 */
export function key(name: string): OfField {
  return ofField;
}

/**
 * The least and the most that a number may be. Those of a duration or a size may be
 * written with their unit.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   @range(0, 100)
 *   weight: f64 = 50;
 *   @duration
 *   @range("10ms", "1m")
 *   timeout: u32 = 1000;
 * }
 * ```
 */
export function range<T>(least: T, most: T): OfField {
  return ofField;
}

/**
 * How many characters a text, items a list, or keys a map may have; no end without
 * `most`.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   @length(1, 10)
 *   origins: string[] = ["*"];
 * }
 * ```
 */
export function length(least: i32, most: i32 = i32.MAX_VALUE): OfField {
  return ofField;
}

/**
 * The regular expression that a text has to match, or each text of a list: as in JSON
 * Schema it may match anywhere unless it has `^` and `$`. It becomes a table, so no text
 * takes longer than its length. It has literals of ASCII, `.`, classes, `\d \w \s`,
 * groups, `|`, `* + ? {m,n}`, and `^` and `$` at its ends.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   @pattern("^x-[a-z-]+$")
 *   header: string = "x-user";
 * }
 * ```
 */
export function pattern(expression: string): OfField {
  return ofField;
}

/**
 * A duration, written as `"250ms"`, `"5s"`, `"10m"` or `"1h"`; the field has it in
 * milliseconds.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   @duration
 *   timeout: u32 = 1000;
 * }
 * ```
 */
export function duration(target: object, name: string): void {}

/**
 * A size, written as `"512B"`, `"64KiB"`, `"4MiB"` or `"1GiB"`, or as a number of bytes;
 * the field has it in bytes.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   @size
 *   limit: u32 = 65536;
 * }
 * ```
 */
export function size(target: object, name: string): void {}

/**
 * The name of a host, without a port.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   @host
 *   origin: string = "example.com";
 * }
 * ```
 */
export function host(target: object, name: string): void {}

/**
 * The name of a cluster, as `HttpCall` takes it.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   @required
 *   @cluster
 *   cluster: string = "";
 * }
 * ```
 */
export function cluster(target: object, name: string): void {}

/**
 * The value is secret: no fault shows it, neither the filter's nor the command line's, the
 * schema does not have its initial value as the default, and the table of keys says that it
 * is secret. Of a list and a map the values are secret, and not the map's keys. `writeModel`
 * writes it as any other.
 *
 * ```ts
 * class Settings extends JsonModel {
 *   @required
 *   @secret
 *   @length(16)
 *   token: string = "";
 * }
 * ```
 */
export function secret(target: object, name: string): void {}

/**
 * The class is a union: the value of this key says by which of its variants an object is
 * read.
 *
 * ```ts
 * @discriminator("type")
 * abstract class Match extends JsonModel {}
 * @variant("prefix")
 * class PrefixMatch extends Match {
 *   prefix: string = "/";
 * }
 * @variant("exact")
 * class ExactMatch extends Match {
 *   path: string = "/";
 * }
 * ```
 */
export function discriminator(name: string): OfClass {
  return ofClass;
}

/**
 * What the key of its union is for this class; see `discriminator`.
 *
 * ```ts
 * @discriminator("type")
 * abstract class Match extends JsonModel {}
 * @variant("any")
 * class AnyMatch extends Match {}
 * ```
 */
export function variant(name: string): OfClass {
  return ofClass;
}

function ofField(target: object, name: string): void {}

function ofClass(target: object): void {}
