/** What `proxy-wasm manifest` prints. */
export interface Manifest {
  /** Each a document of its own in the YAML. */
  documents: object[];
  /** A comment behind the documents, in lines: what is left to do by hand. */
  comment?: string[];
  /** What the user should know of what was printed, a sentence each. */
  notes: string[];
}

/** A manifest of one document. */
export function manifest(document: object, notes: string[] = []): Manifest {
  return { documents: [document], notes };
}
