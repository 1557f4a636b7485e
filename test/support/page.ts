/**
 * Reads a rule's page: its cases, their documents, the marks in them and the texts after a fix.
 *
 * - Each `##` is a case, each fence of a case a file: ```` ```yaml stacks/prod.yaml ````, ```` ```json main.tf.json ````; without a
 *   name it is `template.yaml` or `template.json`. Several fences of a case are one workspace.
 * - `#   ^^^ error broad-pass-role: part of the message` (in JSON `//   ^^^ …`) says that there is such a finding on exactly these
 *   columns of the line above: `possible` first where it is one, the severity, the rule, and some of its message. All but the
 *   rule may be left out, but then they are not asserted; `possible` must be there when the finding is, and only then.
 *   A finding of several lines is marked on its first.
 * - `#   ~~~ part of the message` says that a finding of the case names this place as related.
 * - A fence with a third word, ```` ```yaml template.yaml before ````, is what a file was before a change; it has no marks.
 * - `Resource: "*"  # ^ error broad-pass-role`, at a line's end, says nothing about columns.
 * - A case whose heading begins with `Allowed` shows what is right and looks wrong, `Left open` what a hole decides.
 * - A line `Fix: <title>` is followed by the files that this fix changes, whole, as they are afterwards.
 */
import { type Mark, markOn, withoutMarks } from '../../server/tools/marks.mjs';
import type { Documents } from './workspace';

export interface Case {
  readonly title: string;
  readonly files: readonly PageFile[];
  /** What files of the case were before a change; none where no change is told. */
  readonly before: readonly PageFile[];
  readonly fixes: readonly PageFix[];
}

export interface PageFix {
  readonly title: string;
  readonly line: number;
  readonly files: readonly PageFile[];
}

export interface PageFile {
  readonly path: string;
  /** 0-based line of the page on which its text begins. */
  readonly first: number;
  /** As written in the page, marks included. */
  readonly lines: readonly string[];
}

/** A mark and the line that it speaks about, counted in `PageFile.lines`. */
export interface PlacedMark {
  readonly mark: Mark;
  readonly line: number;
  readonly own: number;
}

interface Draft {
  title: string;
  files: PageFile[];
  before: PageFile[];
  fixes: { title: string; line: number; files: PageFile[] }[];
}

export function readPage(page: string): readonly Case[] {
  const cases: Draft[] = [];
  const lines = page.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const open = cases.at(-1);
    if (line.startsWith('## ')) cases.push({ title: line.slice(3).trim(), files: [], before: [], fixes: [] });
    else if (line.startsWith('Fix: ')) open?.fixes.push({ title: line.slice(5).trim(), line: i, files: [] });
    else if (line.startsWith('```')) {
      const file = readFence(lines, i);
      const { path, isBefore, ...rest } = file;
      if (path !== undefined && isBefore) open?.before.push({ ...rest, path });
      else if (path !== undefined) (open?.fixes.at(-1) ?? open)?.files.push({ ...rest, path });
      i = file.first + file.lines.length;
    }
  }
  return cases;
}

/** `path` is absent for a fence that is no document: a shell session, a picture. */
function readFence(lines: readonly string[], at: number) {
  const [, language, name, time] = /^```(\S*)\s*(\S*)\s*(\S*)/.exec(lines[at]!) ?? [];
  const close = lines.indexOf('```', at + 1);
  const end = close < 0 ? lines.length : close;
  const path = name || (language === 'yaml' || language === 'json' ? `template.${language}` : undefined);
  return { path, isBefore: time === 'before', first: at + 1, lines: lines.slice(at + 1, end) };
}

export function marksIn(file: PageFile): readonly PlacedMark[] {
  let line = 0;
  return file.lines.flatMap((text, own) => {
    const mark = markOn(text);
    if (!mark || mark.rest !== undefined) line = own;
    return mark ? [{ mark, line, own }] : [];
  });
}

/** The files with every mark replaced by as many spaces: offsets stay those of the page. */
export function blanked(files: readonly PageFile[]): Documents {
  return texts(files, lines => lines.map(line => blank(line, markOn(line))));
}

function blank(line: string, mark: Mark | undefined): string {
  return mark ? (mark.rest ?? '').padEnd(line.length) : line;
}

/** The files as a reader has them. */
export function plain(files: readonly PageFile[]): Documents {
  return texts(files, withoutMarks);
}

function texts(files: readonly PageFile[], written: (lines: readonly string[]) => readonly string[]): Documents {
  return Object.fromEntries(files.map(file => [file.path, `${written(file.lines).join('\n')}\n`]));
}

/** The page with the lines of some files replaced. */
export function withFiles(page: string, replaced: ReadonlyMap<PageFile, readonly string[]>): string {
  const lines: string[] = page.split('\n');
  const fromLast = [...replaced].sort(([a], [b]) => b.first - a.first);
  for (const [file, now] of fromLast) lines.splice(file.first, file.lines.length, ...now);
  return lines.join('\n');
}
