import type { TracedLine } from '../../formats/origin';
import { isSource } from '../../syntax/sources/sources';
import type { ScalarNode, SyntaxTree } from '../../syntax/tree';
import { columnOf } from '../../text/line';
import type { SourcePointer, Uri } from '../../text/text';
import { resolveUri, uriOfPath } from '../../text/uri';
import type { Sources } from './sources';

/** A line of a program. */
export interface ProgramLine {
  readonly tree: SyntaxTree;
  /** From 0. */
  readonly index: number;
}

export function pointerTo({ tree, index }: ProgramLine): SourcePointer {
  return { uri: tree.document.uri, path: [index], part: 'value' };
}

export function textOf({ tree, index }: ProgramLine): string {
  return nodeOf(tree, index)?.raw ?? '';
}

export function linesOf(tree: SyntaxTree): readonly ProgramLine[] {
  const count = tree.root?.kind === 'list' ? tree.root.items.length : 0;
  return Array.from({ length: count }, (_, index) => ({ tree, index }));
}

/** A line with those below it that belong to it, by the usual indentation: deeper, blank, or closing what it opens. */
export function withWhatBelongs(line: ProgramLine): readonly ProgramLine[] {
  const own = columnIn(line);
  const below = linesOf(line.tree).slice(line.index + 1);
  const end = below.findIndex(one => textOf(one) !== '' && columnIn(one) <= own && !/^[)\]}]/.test(textOf(one)));
  return [line, ...(end < 0 ? below : below.slice(0, end))];
}

function columnIn({ tree, index }: ProgramLine): number {
  return columnOf(tree.document.text, nodeOf(tree, index)?.range.start ?? 0);
}

function nodeOf({ root }: SyntaxTree, index: number): ScalarNode | undefined {
  const node = root?.kind === 'list' ? root.items[index] : undefined;
  return node?.kind === 'scalar' ? node : undefined;
}

/** Longer ends of a path are not looked for. */
const longestTail = 12;

/**
 * The line that a trace names: in the file of that path; or else, for a program that ran on another machine, in the one file below
 * the app whose path ends like it, if a word begins there. Undefined where that is none of ours, or could be two.
 */
export function lineIn({ path, line, character }: TracedLine, app: Uri, sources: Sources): ProgramLine | undefined {
  const named = uriOfPath(path);
  if (!isSource(named)) return undefined;
  const here = sources.tree(named);
  if (here) return written({ tree: here, index: line });
  const steps = named.slice('file:///'.length).split('/').slice(-longestTail);
  const alike = steps.map((_, i) => resolveUri(app, steps.slice(i).join('/'))).filter(uri => uri !== named);
  const there = alike.flatMap(uri => sources.tree(uri) ?? []);
  const only = there.length === 1 ? written({ tree: there[0]!, index: line }) : undefined;
  return only && (character === undefined || wordBegins(only, character)) ? only : undefined;
}

function written(line: ProgramLine): ProgramLine | undefined {
  return textOf(line) === '' ? undefined : line;
}

function wordBegins(line: ProgramLine, character: number): boolean {
  const text = textOf(line);
  const at = character - columnIn(line);
  return /[\w$]/.test(text[at] ?? '') && !/[\w$]/.test(text[at - 1] ?? '');
}
