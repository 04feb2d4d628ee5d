import { Status } from "../abi/enums";
import { takeBytes, takeNumber, takeText } from "../abi/memory";
import { encode, encodedRoom } from "../abi/utf8";
import { invoke, invokeForStatus } from "./foreign-function";

/**
 * An expression in CEL over the proxy's properties, such as
 * `request.method == 'GET' && connection.mtls`, compiled once and evaluated for
 * each stream. Envoy only.
 *
 * Create it once, in `onConfigure`, and keep it in the plugin: it lives until
 * `delete`, or until the plugin ends. It may be evaluated in the callbacks of
 * the plugin and of its streams; Envoy takes the properties of the context whose
 * callback runs, whatever `activate` says.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   isBrowser: Expression | null = null;
 *   onConfigure(): bool {
 *     this.isBrowser = Expression.create("request.useragent.startsWith('Mozilla')");
 *     return this.isBrowser != null;
 *   }
 * }
 * ```
 */
@unmanaged
@final
export class Expression {
  /**
   * Compiles an expression; `null` where the proxy cannot read it, as Envoy's log
   * then says, or has no expressions.
   */
  static create(source: string): Expression | null {
    // Not in `scratch`, where the name of the function goes.
    const text = new ArrayBuffer(<i32>encodedRoom(source));
    const at = changetype<usize>(text);
    if (invoke("expr_create", at, encode(source, at)) != Status.Ok) return null;
    // The address says which one it is; that of the first is not `null`.
    return changetype<Expression>(<usize>takeNumber<u32>(0) + 1);
  }

  /** Returns the result as text, or `null` where the expression has none. */
  evaluate(): string | null {
    return this.run() == Status.Ok ? takeText() : null;
  }

  /**
   * Returns the result as bytes, encoded as properties are; `null` where the
   * expression has none, as where it reads a property that is absent.
   */
  evaluateBytes(): Uint8Array | null {
    return this.run() == Status.Ok ? takeBytes() : null;
  }

  /** Returns a result that is a boolean, or `fallback`. */
  evaluateBoolOr(fallback: bool): bool {
    return this.run() == Status.Ok ? takeNumber<bool>(fallback) : fallback;
  }

  /** Returns a result that is an integer, or `fallback`. */
  evaluateI64Or(fallback: i64): i64 {
    return this.run() == Status.Ok ? takeNumber<i64>(fallback) : fallback;
  }

  /** Returns a result that is a number with a fraction, or `fallback`. */
  evaluateF64Or(fallback: f64): f64 {
    return this.run() == Status.Ok ? takeNumber<f64>(fallback) : fallback;
  }

  /** Frees the expression, which then has no result any more. */
  delete(): Status {
    return invokeForStatus("expr_delete", this.token());
  }

  private run(): Status {
    const token = this.token();
    return invoke("expr_evaluate", token.dataStart, token.byteLength);
  }

  private token(): Uint8Array {
    const bytes = new Uint8Array(4);
    store<u32>(bytes.dataStart, <u32>(changetype<usize>(this) - 1));
    return bytes;
  }
}
