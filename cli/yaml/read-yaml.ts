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

/** What the parser holds of the levels that it is in, three a level at most. */
const MAX_STACK = 1000;

const TOO_DEEP = "it is nested too deeply";

/** How often one alias may stand for other aliases, before it is an attack. */
const MAX_ALIASES = 100;

export interface ReadOptions {
  /** As kubectl does: YAML 1.1, where `on` is true; 1.2 by default. */
  asKubernetes?: boolean;
}

/** What kubectl reads; numbers to the base of 60 and timestamps stay texts there. */
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
 * Reads the documents of a YAML text, without those that are empty. Throws an Error
 * whose message is the reason where it is no YAML, or holds what JSON does not.
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
 * Whether a text is nested deeper than anybody writes. What reads it afterwards calls
 * itself for each level, and V8 ends the process where a regular expression is
 * compiled with hardly any stack left.
 */
function isTooDeep(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    // It makes the tokens as it is asked for them.
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
    return "its aliases stand for more than anybody reads";
  }
  const [reason = ""] = error.message.split("\n");
  return `it is no YAML: ${reason.replace(/:$/, "")}`;
}
