/** Words that this project does not write, and what to write instead. */
export const DROPPED: { words: RegExp; instead: string }[] = [
  {
    // "There is no route" is right; "the header is no token" is not.
    words:
      /(?<!\bthere )\b(is|are|was|were) no (?!longer|more|less|fewer|such)\w+/i,
    instead: '"is not a …"',
  },
  { words: /\bmend(s|ed|ing)?\b/i, instead: '"fix"' },
  { words: /\bseldomer\b/i, instead: '"less often"' },
  { words: /\banew\b/i, instead: '"again"' },
  { words: /\bby way of\b/i, instead: '"through", "by"' },
  { words: /\b(tells?|told|says?) of\b/i, instead: '"reports", "about"' },
  { words: /\bwhom\b/i, instead: "another sentence" },
  { words: /\bsuch as of\b/i, instead: '"for example"' },
  { words: /\b(come|comes|came|coming) to be\b/i, instead: '"is created"' },
  { words: /\bfor ever\b/i, instead: '"forever"' },
  { words: /\bin the midst of\b/i, instead: '"within"' },
  { words: /\bin the place of\b/i, instead: '"instead of"' },
  { words: /, be (it|its|they)\b/i, instead: '"even if"' },
  { words: /\bno \w+ but\b/i, instead: '"only"' },
  {
    words: /\b(to|can|cannot|could|can't|not) be had\b/i,
    instead: '"available"',
  },
  {
    words:
      /\b(thereof|therein|whereof|hitherto|lest|whence|thence|wherewith)\b/i,
    instead: "a plain word",
  },
];

/** A dropped word in a text. */
export interface WordFinding {
  line: number;
  word: string;
  instead: string;
}

/**
 * Returns the dropped words in a text.
 *
 *     droppedWords("a\nmend it"); // [{ line: 2, word: "mend", instead: '"fix"' }]
 */
export function droppedWords(text: string): WordFinding[] {
  return text.split("\n").flatMap((line, index) =>
    DROPPED.flatMap(({ words, instead }) => {
      const found = words.exec(line);
      return found === null
        ? []
        : [{ line: index + 1, word: found[0], instead }];
    }),
  );
}
