import { aside } from '../analysis/index/index-data';
import type { Severity } from '../model/problem';
import type { SourceDocument, Uri } from '../text/text';
import { folderOf } from '../text/uri';
import type { DrawnMap } from './account-map';
import type { Derived } from './derived';
import { DocumentState } from './document-state';
import { withFolders } from './folders';

/** What a snapshot is made of. `before` is what was last derived; documents in `touched` may differ from it. */
export interface SnapshotParts {
  readonly revision: number;
  readonly states: ReadonlyMap<Uri, DocumentState>;
  readonly folders: ReadonlyMap<Uri, readonly Uri[]>;
  readonly before: Derived;
  readonly touched: ReadonlySet<Uri>;
  /** When documents were last written, as far as hosts say it. */
  readonly modified: ReadonlyMap<Uri, number>;
  /** In which sources may be looked for. */
  readonly roots: readonly Uri[];
  readonly today: string | undefined;
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Whether all files that belong together are here. */
  readonly isWhole: boolean;
  /** What of all that rules say is asked for; `documents`: what those of this kind say. */
  readonly asked: 'everything' | 'documents' | 'nothing';
  /** Of the workspace, beyond one snapshot. */
  readonly drawn: DrawnMap;
}

/** With some documents written otherwise, or new, and without others; beside the workspace, which goes on from where it is. */
export function withTexts(
  parts: SnapshotParts,
  documents: readonly SourceDocument[],
  without: readonly Uri[] = [],
): SnapshotParts {
  const states = new Map(parts.states);
  for (const uri of without) states.delete(uri);
  for (const one of documents) states.set(one.uri, new DocumentState(one, parts.states.get(one.uri)));
  const uris = [...without, ...documents.map(({ uri }) => uri)];
  const folders = withFolders(parts.folders, states, new Set(uris.map(folderOf)));
  const before = { ...parts.before, data: aside(parts.before.data) };
  return { ...parts, states, folders, before, touched: new Set([...parts.touched, ...uris]) };
}

/** The touched documents, and those whose facts were made from one of them. */
export function affected(states: ReadonlyMap<Uri, DocumentState>, touched: ReadonlySet<Uri>): ReadonlySet<Uri> {
  const folders = new Set([...touched].map(folderOf));
  const all = new Set(touched);
  for (const [uri, state] of states) if (!all.has(uri) && state.dependsOn(touched, folders)) all.add(uri);
  return all;
}
