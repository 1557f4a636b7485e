/** A baseline: findings that are known and not mended yet, kept in a file, so that only others count. */
import { dirname, relative, resolve, sep } from 'node:path';
import { parseJson } from '../../engine/syntax/json/json';
import { get, type SyntaxNode } from '../../engine/syntax/tree';
import { lineIndex } from '../../engine/text/lines';
import type { SourceDocument, SourceRange } from '../../engine/text/text';
import { megabyte, problemOf } from '../../files/files';
import { nodeFiles } from '../../files/node-files';
import { uriOfPath } from '../../files/uri';
import { UsageError } from '../exit';

/** One finding of a baseline. What it is known by stands after what it says to a reader. */
export interface BaselineEntry {
  /** Relative to the folder of the baseline, with `/`. */
  readonly file: string;
  readonly rule: string;
  readonly resource: string | null;
  readonly message: string;
  readonly fingerprint: string;
  /** As `Finding.statement`; null where it stands in none. */
  readonly statement: string | null;
}

/** How a baseline calls files, whose paths are absolute. */
export interface BaselineNames {
  file(path: string): string;
  path(file: string): string;
}

export interface Baseline {
  readonly document: SourceDocument;
  /** In order of file. */
  readonly entries: readonly BaselineEntry[];
  readonly names: BaselineNames;
}

/** Throws a UsageError, with the line, for a file that is no baseline. */
export async function readBaseline(name: string, cwd: string): Promise<Baseline> {
  const reading = await nodeFiles.read(uriOfPath(resolve(cwd, name)), 256 * megabyte);
  if (reading.kind === 'absent')
    throw new UsageError(`there is no baseline \`${name}\`; \`--write-baseline ${name}\` writes one`);
  if (reading.kind !== 'text') throw new UsageError(`\`${name}\`: ${problemOf(reading).message}`);
  const document = { uri: uriOfPath(resolve(cwd, name)), text: reading.text };
  return { document, entries: entriesIn(document, name), names: namesIn(name, cwd) };
}

/** The baseline that a file of this name is with these entries. */
export function writtenBaseline(name: string, cwd: string, entries: readonly BaselineEntry[]): Baseline {
  const sorted = [...new Map(entries.map(entry => [keyOf(entry), entry]))].sort(([a], [b]) => (a < b ? -1 : 1));
  const findings = sorted.map(([, entry]) => entry);
  const text = `${JSON.stringify({ version: 1, findings }, null, 2)}\n`;
  return { document: { uri: uriOfPath(resolve(cwd, name)), text }, entries: findings, names: namesIn(name, cwd) };
}

function keyOf({ file, rule, resource, fingerprint, statement }: BaselineEntry): string {
  return [file, rule, resource ?? '', fingerprint, statement ?? ''].join('\u0000');
}

/** Paths in a baseline are relative to its folder, so that it is the same wherever the repository lies. */
export function namesIn(name: string, cwd: string): BaselineNames {
  const folder = dirname(resolve(cwd, name));
  return {
    file: path => relative(folder, path).replaceAll(sep, '/'),
    path: file => resolve(folder, file),
  };
}

function entriesIn(document: SourceDocument, name: string): readonly BaselineEntry[] {
  const fail = (range: SourceRange, message: string) => {
    const { line, character } = lineIndex(document.text).position(range.start);
    return new UsageError(`${name}:${line + 1}:${character + 1}: this is no baseline: ${message}`);
  };
  const { root, problems } = parseJson(document);
  const [problem] = problems;
  if (problem) throw fail(problem.range, problem.message);
  if (root?.kind !== 'map') throw fail({ start: 0, end: 0 }, 'it is to be a JSON object');
  const version = get(root, 'version');
  if (version?.kind !== 'scalar' || version.value !== 1)
    throw fail((version ?? root).range, 'this version of Bulkhead reads those of `version` 1');
  const findings = get(root, 'findings');
  if (findings?.kind !== 'list') throw fail((findings ?? root).range, '`findings` is to be a list');
  return findings.items.map(item => entryIn(item, fail));
}

function entryIn(node: SyntaxNode, fail: (range: SourceRange, message: string) => UsageError): BaselineEntry {
  const word = (key: string): string | null => {
    const value = get(node, key);
    if (value?.kind === 'scalar' && typeof value.value === 'string') return value.value;
    if (!value || (value.kind === 'scalar' && value.value === null)) return null;
    throw fail(value.range, `\`${key}\` is to be a text`);
  };
  const needed = (key: string): string => {
    const value = word(key);
    if (value === null) throw fail(node.range, `a finding needs a \`${key}\``);
    return value;
  };
  return {
    file: needed('file'),
    rule: needed('rule'),
    resource: word('resource'),
    message: word('message') ?? '',
    fingerprint: needed('fingerprint'),
    statement: word('statement'),
  };
}
