import {
  Lexer,
  parseAllDocuments,
  Parser,
  type Document,
  type DocumentOptions,
  type ParseOptions,
  type SchemaOptions,
} from "yaml";
import { checkPlain } from "./check-plain.ts";

/** The limit of the parser's stack, which has up to three entries for each level. */
const MAX_STACK = 1000;

const TOO_DEEP = "it is nested too deeply";

/** How often one alias may expand to others before it counts as an attack. */
const MAX_ALIASES = 100;

export interface ReadOptions {
  /** Reads as kubectl does, YAML 1.1, where `on` is true; 1.2 by default. */
  asKubernetes?: boolean;
}

/** How kubectl reads: base-60 numbers and timestamps stay texts. */
const KUBERNETES: ParseOptions & DocumentOptions & SchemaOptions = {
  version: "1.1",
  customTags: (tags) =>
    tags.filter(
      (tag) =>
        typeof tag === "string" ||
        !(tag.format === "TIME" || tag.tag.endsWith(":timestamp")),
    ),
};

/**
 * Reads the non-empty documents of a YAML text. Throws an Error whose message is the
 * reason if the text is not YAML or holds what JSON cannot.
 *
 *     readYaml("a: 1\n---\nb: 2"); // [{ a: 1 }, { b: 2 }]
 */
export function readYaml(text: string, options: ReadOptions = {}): unknown[] {
  return parse(text, options)
    .map((document) => {
      const value = valueOf(document);
      const why = checkPlain(value);
      if (why !== undefined) throw new Error(why);
      return value;
    })
    .filter((value) => value !== null && value !== undefined);
}

function parse(
  text: string,
  { asKubernetes = false }: ReadOptions,
): Document.Parsed[] {
  if (isTooDeep(text)) throw new Error(TOO_DEEP);
  const documents = [
    ...parseAllDocuments(text, {
      logLevel: "silent",
      ...(asKubernetes && KUBERNETES),
    }),
  ];
  const [broken] = documents.flatMap(({ errors }) => errors);
  if (broken === undefined) return documents;
  throw new Error(reasonOf(broken));
}

/**
 * Whether a text is nested deeper than anybody writes. Its readers recurse for each
 * level, and V8 ends the process if a regular expression is compiled with hardly any
 * stack left.
 */
function isTooDeep(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    // The parser makes tokens only when asked for them.
    for (const token of parser.next(lexeme)) void token;
    if (parser.stack.length > MAX_STACK) return true;
  }
  return false;
}

function valueOf(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    throw new Error(reasonOf(cause as Error), { cause });
  }
}

function reasonOf(error: Error): string {
  if (/alias count/.test(error.message)) {
    return "its aliases expand to too many values";
  }
  const [reason = ""] = error.message.split("\n");
  return `it is not YAML: ${reason.replace(/:$/, "")}`;
}
