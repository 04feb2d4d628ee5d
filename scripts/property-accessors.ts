import { GROUPS, type Attribute, type Group } from "./attributes.ts";

/** An accessor that reads one attribute in one form. */
export interface Accessor {
  name: string;
  /** The declaration of its parameters; "" for a getter. */
  parameters: string;
  /** The function of `property-reader.ts` that it calls. */
  reader: string;
  /** Its type, with `| null` unless it is a number. */
  type: string;
  /** Its description. */
  doc: string;
  /** The path that the reader starts from: segments joined by NULs. */
  path: string;
}

const TEXT = "string | null";
const BYTES = "Uint8Array | null";

/** All groups, without that of the ungrouped attributes. */
export const NAMED_GROUPS = GROUPS.filter(({ name }) => name !== "");

/** Returns the accessors of a group. */
export function accessorsOf(group: Group): Accessor[] {
  return group.attributes.flatMap((each) => forms(group, each));
}

function forms(group: Group, attribute: Attribute): Accessor[] {
  const segments = [group.name, attribute.name].filter((each) => each !== "");
  const path = segments.join("\0");
  const name = camel(attribute.item);
  const doc = `${attribute.doc} \`${segments.join(".")}\`.`;
  const text = { name, parameters: "", reader: "readText", type: TEXT };
  const bytes = {
    ...{ name: `${name}Bytes`, parameters: "", reader: "readBytes" },
    ...{ type: BYTES, path },
  };
  const { kind } = attribute;
  switch (kind) {
    case "text":
      return [{ ...text, doc, path }];
    case "bytes":
      return [
        { ...text, doc, path },
        { ...bytes, doc: `${doc} As bytes.` },
      ];
    case "message":
      return [{ ...bytes, doc: `${doc} As protobuf.` }];
    case "metadata":
      return [
        {
          ...{ ...text, reader: "readMetadata" },
          parameters: "namespace: string, key: string",
          doc: `${doc} The value of a key in a namespace, if it is a text.`,
          path: `${path}\0filter_metadata`,
        },
        { ...bytes, doc: `${doc} All of it, a \`Metadata\` as protobuf.` },
      ];
    case "map": {
      const keyed = { parameters: "key: string", path };
      return [
        { ...text, ...keyed, doc, reader: "readTextOf" },
        { ...bytes, ...keyed, doc: `${doc} As bytes.`, reader: "readBytesOf" },
      ];
    }
    default: {
      const parameters = `fallback: ${kind}`;
      const number = { name: `${name}Or`, parameters, reader: "readNumber" };
      return [{ ...number, type: kind, doc, path }];
    }
  }
}

/** The class that has the accessors of a group. */
export function classOf({ name }: Group): string {
  if (name === "") return "properties";
  return `${name[0].toUpperCase()}${name.slice(1)}Properties`;
}

/** `code_details` → `codeDetails`. */
function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
