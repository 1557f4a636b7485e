/** Writes the marks and fixes of a page anew from what the engine says. */
import { withoutMarks } from '../../server/tools/marks.mjs';
import { type Case, marksIn, type PageFile, type PageFix, plain, readPage, withFiles } from './page';
import { applied, judge, labelFor, labelOf, means } from './spec';

/** A page whose marks that hold stay as their author wrote them; others go, and what was not marked is. */
export function rewritten(page: string, rule: string): string {
  const marked = withFiles(page, new Map(readPage(page).flatMap(example => remarked(example, rule))));
  return withFiles(marked, new Map(readPage(marked).flatMap(example => refixed(example, rule))));
}

function remarked(example: Case, rule: string): readonly (readonly [PageFile, readonly string[]])[] {
  const { untrue, unmarked, related } = judge(example, rule);
  return example.files.map(file => {
    const dropped = untrue.filter(one => one.file === file).map(one => one.mark);
    const found = unmarked
      .filter(({ place }) => place.path === file.path)
      .map(({ seen, place }) => {
        const kept = dropped.find(({ mark, line }) => {
          const label = mark.kind === 'finding' && line === place.line ? labelOf(mark.label) : undefined;
          return label && means(label, seen);
        });
        return { place, sign: '^', label: kept?.mark.label ?? labelFor(seen) };
      });
    const moved = dropped.flatMap(({ mark, line }) => {
      const there = related.find(({ place, message }) => {
        return (
          mark.kind === 'related' && place.path === file.path && place.line === line && message.includes(mark.label)
        );
      });
      return there ? [{ place: there.place, sign: '~', label: mark.label }] : [];
    });
    const gone = new Set(dropped.map(one => one.own));
    return [file, withMarks(file, gone, [...found, ...moved])] as const;
  });
}

interface NewMark {
  readonly place: { readonly line: number; readonly start: number; readonly end: number };
  readonly sign: string;
  readonly label: string;
}

function withMarks(file: PageFile, gone: ReadonlySet<number>, marks: readonly NewMark[]): readonly string[] {
  const own = new Set(
    marksIn(file)
      .filter(one => one.mark.rest === undefined)
      .map(one => one.own),
  );
  return file.lines.flatMap((line, i) => {
    const kept = gone.has(i) ? withoutMarks([line]) : [line];
    if (own.has(i)) return kept;
    return [...kept, ...marks.filter(({ place }) => place.line === i).map(mark => written(file, line, mark))];
  });
}

/** The comment sign stands at the line's indent, or as far left of the carets as it must. */
function written(file: PageFile, line: string, { place, sign, label }: NewMark): string {
  const comment = file.path.endsWith('.json') ? '//' : '#';
  const indent = line.length - line.trimStart().length;
  const column = Math.max(0, Math.min(indent, place.start - comment.length));
  const start = Math.max(place.start, comment.length);
  return `${`${' '.repeat(column)}${comment}`.padEnd(start)}${sign.repeat(Math.max(1, place.end - start))} ${label}`;
}

function refixed(example: Case, rule: string): readonly (readonly [PageFile, readonly string[]])[] {
  return example.fixes.flatMap(fix => fixedFiles(example, fix, rule));
}

function fixedFiles(example: Case, fix: PageFix, rule: string) {
  const after = applied(plain(example.files), fix, rule);
  if (typeof after === 'string') return [];
  return fix.files.map(file => {
    const text = after.documents[file.path];
    return [file, text?.replace(/\n$/, '').split('\n') ?? file.lines] as const;
  });
}
