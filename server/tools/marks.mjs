/**
 * The marks in a rule's page: what its examples say about themselves. Shared by the tests, which check them, and by the
 * generator of the readers' pages, which takes them out.
 */

/** `#   ^^^ warning broad-pass-role: any role`: a line of its own under the text that it speaks about. */
const LINE = /^(\s*(?:#|\/\/)\s*)(\^+|~+)(?:\s+(.*?))?\s*$/;
/** `Resource: "*"  # ^ error broad-pass-role`: at the end of a line, where the columns leave no room or do not matter. */
const TRAILING = /^(.*\S)(\s+(?:#|\/\/)\s+)\^\s+(.*?)\s*$/;

/** @param {string} line */
export function markOn(line) {
  const own = LINE.exec(line);
  if (own) {
    const start = own[1].length;
    return { kind: own[2][0] === '^' ? 'finding' : 'related', start, end: start + own[2].length, label: own[3] ?? '' };
  }
  const trailing = TRAILING.exec(line);
  return trailing ? { kind: 'finding', label: trailing[3], rest: trailing[1] } : undefined;
}

/**
 * The lines of an example as a reader has them.
 * @param {readonly string[]} lines
 */
export function withoutMarks(lines) {
  return lines.flatMap(line => {
    const mark = markOn(line);
    if (!mark) return [line];
    return mark.rest === undefined ? [] : [mark.rest];
  });
}

/**
 * A page as a reader has it: marks are notation only within fences.
 * @param {string} page
 */
export function forReaders(page) {
  let fenced = false;
  return page
    .split('\n')
    .flatMap(line => {
      if (line.startsWith('```')) fenced = !fenced;
      return fenced ? withoutMarks([line]) : [line];
    })
    .join('\n');
}
