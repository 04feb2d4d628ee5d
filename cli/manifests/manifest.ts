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

/** One manifest of several, in which each note stands once. */
export function joined(manifests: Manifest[]): Manifest {
  const comment = manifests.flatMap((each) => each.comment ?? []);
  return {
    documents: manifests.flatMap(({ documents }) => documents),
    ...(comment.length > 0 && { comment }),
    notes: [...new Set(manifests.flatMap(({ notes }) => notes))],
  };
}
