import { Status } from "../abi/enums";
import { ProtobufWriter } from "../abi/protobuf";
import { LifeSpan } from "./filter-state";
import { invokeForStatus } from "./foreign-function";

/**
 * What Envoy takes the value of a property for, in its own expressions.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   onConfigure(): bool {
 *     return declareProperty("tenant", PropertyType.String) == Status.Ok;
 *   }
 * }
 * ```
 */
export enum PropertyType {
  /** Bytes. */
  Bytes = 0,
  /** Text. */
  String = 1,
  /** A FlatBuffers table; needs its schema. */
  FlatBuffers = 2,
  /** A protobuf message; needs its type's name for a schema. */
  Protobuf = 3,
}

/**
 * Tells Envoy what a property that `setProperty` will set is: text instead of
 * bytes, written once only, or kept beyond the stream.
 *
 * Call it once for each name, in `onConfigure` or `onVmStart`; a name that the
 * VM has declared is `Status.BadArgument`. `Status.NotFound` where the proxy has
 * no such function.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   onConfigure(): bool {
 *     declareProperty("tenant", PropertyType.String, true);
 *     return true;
 *   }
 * }
 * ```
 */
export function declareProperty(
  name: string,
  type: PropertyType = PropertyType.Bytes,
  readonly: bool = false,
  lifeSpan: LifeSpan = LifeSpan.FilterChain,
  schema: Uint8Array = new Uint8Array(0),
): Status {
  const message = new ProtobufWriter();
  message.text(1, name);
  message.integer(2, readonly ? 1 : 0);
  message.integer(3, type);
  message.bytes(4, schema);
  message.integer(5, lifeSpan);
  return invokeForStatus("declare_property", message.finish());
}
