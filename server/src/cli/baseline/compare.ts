import { existsSync } from 'node:fs';
import type { Finding } from '../../engine/rules/rule';
import { uriOfPath } from '../../files/uri';
import { errorsByDocument } from '../problems';
import type { ReadWorkspace } from '../read-workspace';
import type { Baseline, BaselineEntry, BaselineNames } from './baseline';

/** Findings beside a baseline. */
export interface Compared {
  /** All of them; those of the baseline are held back by their entry. */
  readonly findings: readonly Finding[];
  /** Entries of which nothing is left, as far as it was looked for. */
  readonly fixed: readonly BaselineEntry[];
}

/** `isChecked`: whether a rule was looked for at all. */
export function compare(
  findings: readonly Finding[],
  baseline: Baseline,
  read: ReadWorkspace,
  isChecked: (rule: string) => boolean,
): Compared {
  const asked = findings.map(finding => entryOf(finding, baseline.names, read));
  const numbers = matched(asked, i => findings[i]!.sameIn === 'workspace', baseline);
  const found = new Set(numbers);
  const mayBeFixed = wasLookedAt(baseline, read);
  return {
    findings: findings.map((finding, i) => knownBy(finding, numbers[i], baseline)),
    fixed: baseline.entries.filter((entry, i) => !found.has(i) && isChecked(entry.rule) && mayBeFixed(entry)),
  };
}

/** How a baseline says a finding. */
export function entryOf(finding: Finding, { file }: BaselineNames, { names }: ReadWorkspace): BaselineEntry {
  const { rule, at, message, fingerprint, sameIn } = finding;
  // What is the same elsewhere is not known by what it stands in.
  const { resource = null, statement = null } = sameIn ? {} : finding;
  return { file: file(names.path(at.uri)), rule, resource, message, fingerprint, statement };
}

/** What an allowance holds back already stays so. */
function knownBy(finding: Finding, number: number | undefined, { document }: Baseline): Finding {
  if (number === undefined || finding.suppressed) return finding;
  const at = { uri: document.uri, path: ['findings', number], part: 'value' } as const;
  return { ...finding, suppressed: { reason: 'known from the baseline', at } };
}

/**
 * For each finding the number of the entry that means it: of the same file, rule, resource and content of the statement, and with
 * the same fingerprint, or else the same message (of equal ones fingerprints count, and one may be gone). What is the same anywhere
 * is known by its fingerprint in each file. What is in a file that is gone may have moved to another, where only one finding is like it.
 */
function matched(
  findings: readonly BaselineEntry[],
  isSameAnywhere: (finding: number) => boolean,
  { entries, names }: Baseline,
): readonly (number | undefined)[] {
  const numbers = new Array<number | undefined>(findings.length).fill(undefined);
  const left = new Set(entries.keys());
  const isGone = gone(names);
  const ways: readonly Way[] = [
    { key: ({ file, fingerprint }) => [file, fingerprint] },
    { key: ({ file, message }) => [file, message] },
    { key: ({ fingerprint }) => [fingerprint], isAsking: isSameAnywhere },
    { key: ({ fingerprint }) => [fingerprint], isFree: ({ file }) => isGone(file), isAlone: true },
  ];
  for (const way of ways) {
    const open = groups(
      [...left].filter(number => way.isFree?.(entries[number]!) ?? true),
      entries,
      way,
    );
    const asking = groups(
      [...findings.keys()].filter(i => numbers[i] === undefined && (way.isAsking?.(i) ?? true)),
      findings,
      way,
    );
    for (const [key, asked] of asking) {
      const offered = open.get(key) ?? [];
      if (way.isAlone && (offered.length !== 1 || asked.length !== 1)) continue;
      for (const [nth, i] of asked.entries()) {
        numbers[i] = offered[nth];
        if (offered[nth] !== undefined) left.delete(offered[nth]);
      }
    }
  }
  return numbers;
}

/** By what a finding is known as one of a baseline, besides its rule, its resource and its statement. */
interface Way {
  readonly key: (entry: BaselineEntry) => readonly string[];
  /** Which entries may be meant; absent: all. */
  readonly isFree?: (entry: BaselineEntry) => boolean;
  /** Which findings are known by it; absent: all. */
  readonly isAsking?: (finding: number) => boolean;
  /** Nothing is known by it where several are alike. */
  readonly isAlone?: true;
}

/** Numbers of entries, by what these are known by. */
function groups(
  numbers: readonly number[],
  entries: readonly BaselineEntry[],
  { key }: Way,
): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const number of numbers) {
    const entry = entries[number]!;
    const known = JSON.stringify([entry.rule, entry.resource, entry.statement, ...key(entry)]);
    const group = groups.get(known);
    if (group) group.push(number);
    else groups.set(known, [number]);
  }
  return groups;
}

/** Whether a file is there no more; each is looked for once. */
function gone({ path }: BaselineNames): (file: string) => boolean {
  const known = new Map<string, boolean>();
  return file => {
    const isGone = known.get(file) ?? !existsSync(path(file));
    known.set(file, isGone);
    return isGone;
  };
}

/** Whether the finding of an entry would have been seen: its file was read whole, or is gone, and its rule is not off. */
function wasLookedAt({ names }: Baseline, read: ReadWorkspace): (entry: BaselineEntry) => boolean {
  const { snapshot } = read.workspace;
  const broken = new Set([...errorsByDocument(read).keys()].map(read.names.path));
  const here = new Set([...read.encodings.keys(), ...snapshot.sources()].map(read.names.path));
  const isGone = gone(names);
  const isOff = ({ file, rule }: BaselineEntry) => {
    const settings = snapshot.index.settingsFor(uriOfPath(names.path(file)));
    return settings.find(({ rules }) => rules[rule])?.rules[rule] === 'off';
  };
  return entry => {
    const path = names.path(entry.file);
    const wasRead = read.isWhole || here.has(path) || isGone(entry.file);
    return !isOff(entry) && !broken.has(path) && wasRead;
  };
}
