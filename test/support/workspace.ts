/** The one place where tests call the engine. */
import type { Finding, Fix } from '../../server/src/engine/rules/rule';
import { applyEdits, type SourceRange, type Uri } from '../../server/src/engine/text/text';
import {
  type AccessChanges,
  createWorkspace,
  type Snapshot,
  type WorkspaceOptions,
} from '../../server/src/engine/workspace/workspace';

/** Texts by path, `stacks/prod.yaml`. */
export type Documents = Readonly<Record<string, string>>;

/** A finding with what a reader sees of it. */
export interface Seen {
  readonly finding: Finding;
  readonly path: string;
  readonly range: SourceRange;
  /** The characters under the squiggle. */
  readonly text: string;
}

/** What the engine says about these documents, in order of path and place; allowed findings are left out. */
export function findings(documents: Documents, options?: WorkspaceOptions): readonly Seen[] {
  return findingsOf(snapshotOf(documents, options));
}

export function snapshotOf(documents: Documents, options?: WorkspaceOptions): Snapshot {
  const set = Object.entries(documents).map(([path, text]) => ({ uri: uriOf(path), text }));
  return createWorkspace(options).apply({ set });
}

export function findingsOf(snapshot: Snapshot): readonly Seen[] {
  return [...snapshot.documents()].flatMap(uri =>
    snapshot
      .findings(uri)
      .filter(finding => !finding.suppressed)
      .map(finding => seen(snapshot, finding)),
  );
}

/** What rules say of the change that led from the documents before to these. */
export function findingsSince(snapshot: Snapshot, before: Documents): readonly Seen[] {
  const { findings: said } = changesSince(snapshot, before);
  return said.filter(finding => !finding.suppressed).map(finding => seen(snapshot, finding));
}

/** What is newly allowed, and what no longer. `before`: all documents of then. */
export function changesSince(snapshot: Snapshot, before: Documents): AccessChanges {
  const documents = Object.entries(before).map(([path, text]) => ({ uri: uriOf(path), text }));
  const known = new Set(documents.map(({ uri }) => uri));
  const without = snapshot.documents().filter(uri => !known.has(uri));
  const work = snapshot.since({ called: 'before', documents, without });
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}

function seen(snapshot: Snapshot, finding: Finding): Seen {
  const range = snapshot.range(finding.at);
  const text = snapshot.source(finding.at.uri)?.text.slice(range.start, range.end) ?? '';
  return { finding, path: pathOf(finding.at.uri), range, text };
}

/** The documents after a fix, new ones included; undefined when it does not apply. */
export function fixed(documents: Documents, fix: Fix): Documents | undefined {
  const rendered = snapshotOf(documents).edits(fix);
  if (!rendered) return undefined;
  const changed = [...rendered.edits].map(([uri, edits]) => {
    const path = pathOf(uri);
    return [path, applyEdits(documents[path] ?? '', edits)] as const;
  });
  return { ...documents, ...Object.fromEntries(changed) };
}

const root = 'file:///workspace/';

export function uriOf(path: string): Uri {
  return `${root}${path}` as Uri;
}

export function pathOf(uri: Uri): string {
  return uri.startsWith(root) ? uri.slice(root.length) : uri;
}
