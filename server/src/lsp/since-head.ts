import { Emitter } from 'vscode-languageserver';
import type { AccessChange } from '../engine/analysis/broadening/access-change';
import type { Finding } from '../engine/rules/rule';
import type { Uri } from '../engine/text/text';
import type { AccessChanges, Snapshot } from '../engine/workspace/workspace';
import type { AskedBefore, Commit, History } from '../git/history';
import type { Folders } from './folders';
import type { Host } from './host';
import type { Schedule } from './schedule';
import type { Session } from './session';

/** Milliseconds after a change: what a change broadens is nothing that anybody waits for while typing. */
const settleTime = 400;
/** Milliseconds for which the last commit is believed to be the same. */
const commitLasts = 2000;

/** What the texts of now allow that those of the last commit did not: worked out in the background, silent where there is none. */
export class SinceHead {
  private readonly onDifferent = new Emitter<void>();
  private readonly goSoon: () => void;
  private known: Known = nothing;
  private commits: Commits | undefined;
  private isLookingLater = false;
  private looking: { readonly folders: Folders; readonly isLookedAt: AskedBefore['isLookedAt'] } | undefined;

  constructor(
    private readonly session: Session,
    private readonly schedule: Schedule,
    private readonly host: Pick<Host, 'history' | 'now' | 'after'>,
    private readonly isReading: () => boolean,
  ) {
    this.goSoon = schedule.soon(settleTime, () => this.go());
  }

  /** Fires when something else is broadened than before. */
  readonly different = this.onDifferent.event;

  /** Looks again, soon. */
  again(): void {
    if (this.host.history) this.goSoon();
  }

  /** The same, where another commit may be the last one. */
  committed(): void {
    this.commits = undefined;
    this.again();
  }

  /** Of rules on what is broadened, those in a document. */
  findings(uri: Uri): readonly Finding[] {
    return this.known.findings.get(uri) ?? [];
  }

  /** What is newly allowed in a document. */
  changes(uri: Uri): readonly AccessChange[] {
    return this.known.changes.get(uri) ?? [];
  }

  /** The text of a document as it was. */
  before(uri: Uri): string | undefined {
    return this.known.texts.get(uri);
  }

  private async go(): Promise<void> {
    const { history } = this.host;
    if (!history || this.isReading()) return;
    const { snapshot } = this.session;
    const { found, key } = await this.commitsOf(history);
    if (this.known.snapshot === snapshot && this.known.key === key) return;
    const known = await this.compared({ snapshot, isLookedAt: this.lookedAt() }, found, history);
    if (!known || this.session.snapshot !== snapshot) return this.goSoon();
    const isSame = known.print === this.known.print;
    this.known = { ...known, key };
    if (!isSame) this.onDifferent.fire();
  }

  private lookedAt(): AskedBefore['isLookedAt'] {
    const { folders } = this.session;
    if (this.looking?.folders !== folders) this.looking = { folders, isLookedAt: uri => folders.isLookedAt(uri) };
    return this.looking.isLookedAt;
  }

  private async commitsOf(history: History): Promise<Commits> {
    const { uris } = this.session.folders;
    const now = this.host.now();
    if (this.commits?.uris === uris && now - this.commits.at < commitLasts) {
      this.lookLater();
      return this.commits;
    }
    const found = await history.heads(uris, this.session.snapshot.documents());
    this.commits = { uris, at: now, found, key: found.map(one => one.key).join('\n') };
    return this.commits;
  }

  /** What was believed is asked once more: nobody may tell of a commit. */
  private lookLater(): void {
    if (this.isLookingLater) return;
    this.isLookingLater = true;
    const later = this.host.after(commitLasts).then(() => {
      this.isLookingLater = false;
      this.again();
    });
    this.schedule.start(later);
  }

  /** Undefined when another snapshot came in between. */
  private async compared(asked: AskedBefore, commits: readonly Commit[], history: History): Promise<Known | undefined> {
    const { snapshot } = asked;
    const { documents, without } = await history.before(asked, commits);
    if (documents.length + without.length === 0) return { ...nothing, snapshot };
    const work = snapshot.since({ called: 'HEAD', documents, without });
    const changes = await this.schedule.resultOf(this.whileNow(work, snapshot));
    return changes && knownOf(changes, snapshot, new Set(without));
  }

  private *whileNow<T>(work: Generator<void, T, void>, snapshot: Snapshot): Generator<void, T | undefined, void> {
    for (let step = work.next(); ; step = work.next()) {
      if (step.done) return step.value;
      if (this.session.snapshot !== snapshot) return undefined;
      yield;
    }
  }
}

interface Commits {
  readonly uris: readonly Uri[];
  readonly at: number;
  readonly found: readonly Commit[];
  readonly key: string;
}

interface Known {
  readonly snapshot: Snapshot | undefined;
  readonly key: string;
  readonly findings: ReadonlyMap<Uri, readonly Finding[]>;
  readonly changes: ReadonlyMap<Uri, readonly AccessChange[]>;
  readonly texts: ReadonlyMap<Uri, string>;
  /** Equal where nothing else is told. */
  readonly print: string;
}

const nothing: Known = {
  snapshot: undefined,
  key: '',
  findings: new Map(),
  changes: new Map(),
  texts: new Map(),
  print: '[]',
};

/** In a document that is new as a whole everything is, and nothing is told of it. */
function knownOf(all: AccessChanges, snapshot: Snapshot, isNew: ReadonlySet<Uri>): Known {
  const told = all.changes.filter(({ is, at }) => is === 'allowed' && !isNew.has(at.uri));
  const findings = all.findings.filter(({ at }) => !isNew.has(at.uri));
  const texts = [...new Set(told.map(({ at }) => at.uri))].flatMap(uri => {
    const text = all.before.source(uri)?.text;
    return text === undefined ? [] : [[uri, text] as const];
  });
  return {
    snapshot,
    key: '',
    findings: byDocument(findings),
    changes: byDocument(told),
    texts: new Map(texts),
    print: JSON.stringify([
      told.map(({ at, message }) => [at, message]),
      findings.map(({ fingerprint }) => fingerprint),
    ]),
  };
}

function byDocument<T extends { readonly at: { readonly uri: Uri } }>(
  all: readonly T[],
): ReadonlyMap<Uri, readonly T[]> {
  const documents = new Map<Uri, T[]>();
  for (const one of all) {
    const known = documents.get(one.at.uri);
    if (known) known.push(one);
    else documents.set(one.at.uri, [one]);
  }
  return documents;
}
