/** Asks everything that a host may ask about documents, and holds the answers against what must be true of any text. */
import { expect } from 'vitest';
import { hoverAt } from '../../server/src/engine/workspace/hover';
import type { DocumentProblem, Snapshot } from '../../server/src/engine/workspace/workspace';
import { type Documents, findingsOf, pathOf, type Seen, snapshotOf } from '../support/workspace';

export interface Examined {
  readonly snapshot: Snapshot;
  readonly findings: readonly Seen[];
  /** Of every document, `template.yaml: <message>`. */
  readonly problems: readonly string[];
}

export function examine(documents: Documents): Examined {
  const snapshot = snapshotOf(documents);
  const problems = snapshot.documents().flatMap(uri => {
    const text = documents[pathOf(uri)]!;
    return snapshot.problems(uri).map(problem => {
      expectPlaced(problem, text);
      return `${pathOf(uri)}: ${problem.message}`;
    });
  });
  const findings = findingsOf(snapshot);
  for (const { range, path, finding } of findings) {
    expect(range.end, `${path}: ${finding.message}`).toBeGreaterThan(range.start);
    expect(range.end).toBeLessThanOrEqual(documents[path]!.length);
    hoverAt(snapshot, finding.at.uri, range.start);
  }
  return { snapshot, findings, problems };
}

function expectPlaced({ range: { start, end }, message }: DocumentProblem, { length }: string): void {
  expect([start >= 0, start <= end, end <= length], message).toEqual([true, true, true]);
}

/** What there is to be found, one line each: the rule and the resource. */
export function found({ findings }: Pick<Examined, 'findings'>): readonly string[] {
  return findings.map(({ path, finding }) => `${path}: ${finding.rule} in ${finding.resource ?? 'no resource'}`);
}
