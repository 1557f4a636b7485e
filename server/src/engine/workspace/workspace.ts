/**
 * Changes over time, and what is remembered between them: the engine's whole surface for its hosts.
 */

import type { Severity } from '../model/problem';
import type { SourceDocument, Uri } from '../text/text';
import { folderOf } from '../text/uri';
import { DrawnMap } from './account-map';
import { nothingDerived } from './derived';
import { DocumentState } from './document-state';
import { withFolders } from './folders';
import type { Snapshot } from './snapshot';
import { WorkspaceSnapshot } from './workspace-snapshot';

export type { DocumentProblem } from './problems';
export type { RenderedFix } from './render-fix';
export type { SaidByOther } from './said-by-others';
export type { AccessChanges, Before, Snapshot } from './snapshot';

/** Documents that came or changed, and such that are gone. */
export interface Change {
  readonly set?: readonly SourceDocument[];
  readonly remove?: readonly Uri[];
  /** Whether all files that belong together are here now. Absent: as before, and at first they are. */
  readonly isWhole?: boolean;
}

export interface WorkspaceOptions {
  /** The folders that are open, each with its closing `/`: a new `bulkhead.yaml` goes into the one it concerns. */
  readonly roots?: readonly Uri[];
  /** Folders, each with its closing `/`, in which sources of generated documents may be looked for. Absent: the `roots`. */
  readonly readable?: readonly Uri[];
  /** A settings file that holds for every document. Absent: each holds for its folder. */
  readonly settings?: Uri;
  /** `2026-11-22`, for allowances that run out: the engine reads no clock. Absent: nothing runs out. */
  readonly today?: string;
  /** Severities that the host sets (an editor's settings); `bulkhead.yaml` wins. */
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
}

/** The only thing in the engine that changes over time. */
export interface Workspace {
  readonly snapshot: Snapshot;
  apply(change: Change): Snapshot;
}

export function createWorkspace(options: WorkspaceOptions = {}): Workspace {
  const { today, rules = {}, roots = [] } = options;
  const common = {
    today,
    rules,
    roots: options.readable ?? roots,
    drawn: new DrawnMap(),
    asked: 'everything' as const,
  };
  let snapshot = new WorkspaceSnapshot({
    revision: 0,
    states: new Map(),
    folders: new Map(),
    before: nothingDerived(roots, options.settings),
    touched: new Set(),
    modified: new Map(),
    isWhole: true,
    ...common,
  });
  let revision = 0;
  let whole = true;
  let states: ReadonlyMap<Uri, DocumentState> = new Map();
  let folders: ReadonlyMap<Uri, readonly Uri[]> = new Map();
  let modified: ReadonlyMap<Uri, number> = new Map();

  function apply({ set = [], remove = [], isWhole = whole }: Change): Snapshot {
    const next = new Map(states);
    const touched = new Set<Uri>();
    const moved = new Set<Uri>();
    for (const uri of remove) {
      if (next.delete(uri)) {
        touched.add(uri);
        moved.add(folderOf(uri));
      }
    }
    for (const source of set) {
      const before = next.get(source.uri);
      if (before?.source.text === source.text) continue;
      if (!before) moved.add(folderOf(source.uri));
      next.set(source.uri, new DocumentState(source, before));
      touched.add(source.uri);
    }
    const times = withTimes(modified, set);
    if (touched.size === 0 && times === modified && isWhole === whole) return snapshot;
    if (moved.size > 0) folders = withFolders(folders, next, moved);
    states = next;
    modified = times;
    whole = isWhole;
    const heritage = snapshot.heritage();
    snapshot = new WorkspaceSnapshot({
      revision: ++revision,
      states,
      folders,
      before: heritage.before,
      touched: new Set([...heritage.touched, ...touched]),
      modified,
      isWhole,
      ...common,
    });
    return snapshot;
  }

  return {
    get snapshot() {
      return snapshot;
    },
    apply,
  };
}

/** When documents were last written; the same object when nothing says otherwise. */
function withTimes(before: ReadonlyMap<Uri, number>, set: readonly SourceDocument[]): ReadonlyMap<Uri, number> {
  const different = set.flatMap(({ uri, modified }) =>
    modified === undefined || before.get(uri) === modified ? [] : [[uri, modified] as const],
  );
  return different.length > 0 ? new Map([...before, ...different]) : before;
}
