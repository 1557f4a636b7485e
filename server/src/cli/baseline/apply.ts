import { resolve } from 'node:path';
import type { Finding } from '../../engine/rules/rule';
import type { CheckOptions } from '../arguments';
import type { Console } from '../console';
import type { ReadWorkspace } from '../read-workspace';
import { count } from '../report/counts';
import { write } from '../write-file';
import { type Baseline, type BaselineEntry, namesIn, writtenBaseline } from './baseline';
import { compare, entryOf } from './compare';

/** Findings after `--baseline` and `--write-baseline`. */
export interface Baselined {
  readonly findings: readonly Finding[];
  /** The baseline that holds some back; absent where none was asked for. */
  readonly baseline?: Baseline;
  readonly fixed: readonly BaselineEntry[];
}

export interface Asked {
  readonly known: Baseline | undefined;
  readonly isChecked: (rule: string) => boolean;
  /** Whether a finding is one of those that are asked for. */
  readonly isAsked: (finding: Finding) => boolean;
}

/** What was written is known from then on, so that the same command without `--write-baseline` says the same. */
export async function withBaseline(
  all: readonly Finding[],
  { known, isChecked, isAsked }: Asked,
  read: ReadWorkspace,
  options: CheckOptions,
  console: Console,
): Promise<Baselined> {
  const before = known && compare(all, known, read, isChecked);
  const open = all.filter(finding => isAsked(finding) && !finding.suppressed);
  const written =
    options.writeBaseline === undefined ? undefined : await writeBaseline(open, options.writeBaseline, read, console);
  if (written && !options.quiet)
    console.note(`wrote ${count(written.entries.length, 'finding')} to \`${options.writeBaseline}\``);
  const baseline = written ?? known;
  if (!baseline) return { findings: all, fixed: [] };
  // Reports say where in it a finding stands.
  read.workspace.apply({ set: [baseline.document] });
  const { findings } = written ? compare(all, written, read, isChecked) : before!;
  return { findings, baseline, fixed: before?.fixed ?? [] };
}

async function writeBaseline(
  findings: readonly Finding[],
  name: string,
  read: ReadWorkspace,
  { cwd }: Console,
): Promise<Baseline> {
  const names = namesIn(name, cwd);
  const baseline = writtenBaseline(
    name,
    cwd,
    findings.map(finding => entryOf(finding, names, read)),
  );
  await write(resolve(cwd, name), baseline.document.text);
  return baseline;
}
