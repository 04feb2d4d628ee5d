/** The type of a property in an expression. */
export type AttributeKind = "text" | "int" | "bool";

/** Envoy's attributes that expressions may use here, with their types in Envoy. */
const ATTRIBUTES: Record<string, AttributeKind> = {
  "request.path": "text",
  "request.url_path": "text",
  "request.host": "text",
  "request.scheme": "text",
  "request.method": "text",
  "request.referer": "text",
  "request.useragent": "text",
  "request.id": "text",
  "request.protocol": "text",
  "request.query": "text",
  "request.size": "int",
  "request.total_size": "int",
  "response.code": "int",
  "response.size": "int",
  "response.total_size": "int",
  "source.address": "text",
  "source.port": "int",
  "destination.address": "text",
  "destination.port": "int",
  "connection.mtls": "bool",
  "connection.requested_server_name": "text",
  plugin_name: "text",
  plugin_root_id: "text",
  plugin_vm_id: "text",
};

/**
 * The type of an attribute by its path; undefined if it is not known.
 *
 *     attributeKind(["request", "headers", "x-a"]); // "text"
 */
export function attributeKind(path: string[]): AttributeKind | undefined {
  if (path.length === 3 && isHeaders(path.slice(0, 2))) return "text";
  const name = path.join(".");
  return Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
}

/** Whether a path names a whole header map. */
export function isHeaders(path: string[]): boolean {
  return /^(request|response)\.headers$/.test(path.join("."));
}
