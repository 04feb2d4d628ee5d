import { GROUPS, type Attribute, type Group } from "./attributes.ts";

/** What reads one attribute, in one of its forms. */
export interface Accessor {
  name: string;
  /** Its parameters as they are declared; "" for a getter, which has none. */
  parameters: string;
  /** The function of `property-reader.ts` that it calls. */
  reader: string;
  /** Its type: of a number the type alone, else with `| null`. */
  type: string;
  /** What it is, as sentences. */
  doc: string;
  /** What the reader starts from: segments joined by NULs. */
  path: string;
}

const TEXT = "string | null";
const BYTES = "Uint8Array | null";

/** All groups but the one of the attributes that are in none. */
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
          doc: `${doc} What a namespace has under a key, where that is a text.`,
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
