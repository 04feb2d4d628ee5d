/** A message of Envoy's API, in its JSON form. */
export interface EnvoyObject {
  [field: string]: unknown;
}

/**
 * An `Any`: the fields of a message, next to the name of its type.
 *
 * Fields that are undefined are left out.
 *
 *     any("google.protobuf.StringValue", { value: "hello" })
 */
export function any(type: string, fields: object = {}): EnvoyObject {
  return { "@type": `type.googleapis.com/${type}`, ...defined(fields) };
}

/**
 * A named extension with its `typed_config`: filter, access logger, sink.
 *
 *     extension(
 *       "envoy.filters.http.router",
 *       "envoy.extensions.filters.http.router.v3.Router",
 *     )
 */
export function extension(
  name: string,
  type: string,
  fields: object = {},
): EnvoyObject {
  return { name, typed_config: any(type, fields) };
}

/**
 * A copy without the undefined fields; other values are the same.
 *
 *     defined({ name: "a", root_id: undefined }) // { name: "a" }
 */
export function defined(fields: object): EnvoyObject {
  const entries = Object.entries(fields);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
