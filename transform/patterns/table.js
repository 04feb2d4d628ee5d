/**
 * States as the bytes of a table, which `assembly/patterns/fixed-automaton.ts` reads.
 *
 * @typedef {import("./states.js").States} States
 */

/** A row is where its entries begin, in 2 bytes. */
const MAX_ENTRIES = 0xffff;

/**
 * Returns the table of states; undefined where it would be too large.
 *
 * @param {States} all
 * @param {boolean} isSet
 */
export function tableBytes(all, isSet) {
  const { states, start, classes, width } = minimized(all);
  if (states.length * width > MAX_ENTRIES) return undefined;
  // Row 0, then those that say that a pattern has matched, then the others.
  const isMatch = (/** @type {number} */ state) =>
    state !== 0 && states[state].matched.length > 0;
  const indices = states.map((_, state) => state);
  const matches = indices.filter(isMatch);
  const order = [
    0,
    ...matches,
    ...indices.filter((state) => state !== 0 && !isMatch(state)),
  ];
  // A table that accepts nothing has a row for it all the same.
  const special = isSet ? matches.length : 1;
  const isEmpty = !isSet && matches.length === 0;
  const rows = new Map(
    order.map((state, index) => [
      state,
      (index > 0 && isEmpty ? index + 1 : index) * width,
    ]),
  );
  const rowOf = (/** @type {number} */ state) => rows.get(state) ?? 0;
  const entries = order.flatMap((state) => states[state].next.map(rowOf));
  if (isEmpty) entries.splice(width, 0, ...states[0].next.map(() => 0));
  const lists = listsOf(matches.map((state) => states[state].matched));
  const size = 12 + 256 + entries.length * 2;
  return [
    ...shorts([rowOf(start), special * width, width - 1, width]),
    ...shorts([size & 0xffff, size >> 16]),
    ...classes,
    ...shorts(entries),
    ...(isSet ? shorts(lists) : []),
  ];
}

/** @param {number[]} values */
function shorts(values) {
  return values.flatMap((value) => [value & 0xff, value >> 8]);
}

/**
 * Returns where each list begins and where the last ends, in bytes, and then the lists.
 *
 * @param {number[][]} lists
 */
function listsOf(lists) {
  const starts = [(lists.length + 1) * 2];
  for (const each of lists) starts.push(starts.at(-1) + each.length * 2);
  return [...starts, ...lists.flat()];
}

/**
 * Joins states that no text tells apart (Moore's algorithm), and classes of bytes.
 *
 * @param {States} all
 * @returns {States}
 */
function minimized({ states, start, classes, width }) {
  let groups = numbered(states.map(({ matched }) => matched.join()));
  for (let count = 0; count < groups.count;) {
    count = groups.count;
    const { of } = groups;
    groups = numbered(
      states.map(
        ({ next }, state) =>
          `${of[state]}:${next.map((each) => of[each]).join()}`,
      ),
    );
  }
  const { of } = groups;
  const kept = states.filter((_, state) => of.indexOf(of[state]) === state);
  const rows = kept.map(({ matched, next }) => ({
    matched,
    next: next.map((each) => of[each]),
  }));
  const columns = numbered(
    Array.from({ length: width }, (_, each) =>
      // The end is never one of the others.
      each === width - 1 ? "" : rows.map(({ next }) => next[each]).join(),
    ),
  );
  const first = Array.from({ length: columns.count }, (_, each) =>
    columns.of.indexOf(each),
  );
  return {
    states: rows.map(({ matched, next }) => ({
      matched,
      next: first.map((each) => next[each]),
    })),
    start: of[start],
    classes: classes.map((each) => columns.of[each]),
    width: columns.count,
  };
}

/**
 * Gives texts numbers, the same to those that are alike, in the order in which they come.
 *
 * @param {string[]} texts
 */
function numbered(texts) {
  /** @type {Map<string, number>} */
  const known = new Map();
  const of = texts.map((text) => {
    const number = known.get(text) ?? known.size;
    known.set(text, number);
    return number;
  });
  return { of, count: known.size };
}
