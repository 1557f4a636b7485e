import type { Finding as Lint } from 'cfn-lint-wasm';
import { Emitter } from 'vscode-languageserver';
import { asFindings, isLinted } from '../../cfn-lint/as-findings';
import { LinterError } from '../../cfn-lint/linter';
import type { Finding } from '../../engine/rules/rule';
import type { Uri } from '../../engine/text/text';
import type { Snapshot } from '../../engine/workspace/workspace';
import type { Schedule } from '../schedule';
import type { Session } from '../session';
import type { Linters, Teller, Wish } from './linters';
import { keyOf, RunningLinters } from './running';

/** Milliseconds without a change: cfn-lint takes far longer than we do, and nobody waits for it while typing. */
const settleTime = 300;

interface Parts {
  readonly session: Session;
  readonly schedule: Schedule;
  readonly linters: Linters;
  readonly teller: Teller;
  readonly isTrusted: boolean;
  now(): number;
}

/**
 * What cfn-lint says of open templates: worked out in the background, one template after another, once for each text. Nothing is
 * looked for or started before a template is open.
 */
export class TemplateLints {
  private readonly onDifferent = new Emitter<void>();
  private readonly known = new Map<Uri, Known>();
  private readonly running: RunningLinters;
  private readonly goSoon: () => void;
  private current: { readonly asked: Asked; readonly cancel: AbortController } | undefined;
  /** When something last changed. */
  private changed = 0;
  /** Counts the changes of configuration files. */
  private round = 0;
  private ended = false;

  constructor(private readonly parts: Parts) {
    const { session, schedule, linters, teller } = parts;
    this.running = new RunningLinters(linters, teller);
    this.goSoon = schedule.soon(settleTime, () => this.go());
    session.changed(() => {
      this.changed = parts.now();
      this.cancelOutdated();
    });
  }

  /** Fires when something else is said than before, or another reason why nothing is. */
  readonly different = this.onDifferent.event;

  /** Why templates are not linted that are to be. */
  get reason(): string | undefined {
    return this.running.reason;
  }

  /** Lints what has not been, soon. */
  again(): void {
    if (this.known.size > 0 || this.next()) this.goSoon();
  }

  /** The same, where a configuration file says something else. */
  configured(): void {
    this.round++;
    this.cancelOutdated();
    this.again();
  }

  /**
   * In a document that is open. While its text changes they stay what they were, each with its place, until the new text is linted:
   * squiggles that go and come with each keystroke are worse than one that goes late.
   */
  findings(uri: Uri): readonly Finding[] {
    const known = this.known.get(uri);
    const asked = this.askedOf(uri);
    if (!known || asked?.wish !== known.asked.wish) return [];
    const { snapshot } = this.parts.session;
    if (known.snapshot === snapshot || asked.text !== known.asked.text) return known.findings;
    const findings = asFindings(snapshot, uri, known.lints);
    this.known.set(uri, { ...known, snapshot, findings });
    return findings;
  }

  /** Ends all that runs. */
  async end(): Promise<void> {
    this.ended = true;
    this.current?.cancel.abort();
    await this.running.keep([]);
  }

  private cancelOutdated(): void {
    const { current } = this;
    if (current && !isSame(current.asked, this.askedOf(current.asked.uri))) current.cancel.abort();
  }

  private async go(): Promise<void> {
    const { reason } = this;
    this.forget();
    await this.lintAll();
    if (this.reason !== reason) this.onDifferent.fire();
  }

  private async lintAll(): Promise<void> {
    for (let asked = this.next(); asked && !this.ended; asked = this.next()) {
      if (this.parts.now() - this.changed < settleTime) return this.goSoon();
      await this.lint(asked);
    }
  }

  /** What nobody asks for any more. */
  private forget(): void {
    const { session, schedule } = this.parts;
    const open = session.openDocuments();
    for (const uri of this.known.keys()) if (!open.includes(uri)) this.known.delete(uri);
    const wishes = open.map(uri => this.wishOf(uri)).filter(wish => wish !== undefined);
    schedule.start(this.running.keep(wishes));
  }

  /** An open template whose text of now has not been linted. */
  private next(): Asked | undefined {
    for (const uri of this.parts.session.openDocuments()) {
      const asked = this.askedOf(uri);
      if (asked && !isSame(asked, this.known.get(uri)?.asked)) return asked;
    }
    return undefined;
  }

  private askedOf(uri: Uri): Asked | undefined {
    const { snapshot } = this.parts.session;
    const wish = this.wishOf(uri);
    if (!wish || !isLinted(snapshot, uri)) return undefined;
    return { uri, text: snapshot.source(uri)?.text ?? '', wish: keyOf(wish), round: this.round };
  }

  /** Undefined where nobody wishes for any. */
  private wishOf(uri: Uri): Wish | undefined {
    const { session, isTrusted } = this.parts;
    if (!uri.startsWith('file:') || !session.openDocument(uri)) return undefined;
    const { enable, cfnLint } = session.folders.settingsOf(uri);
    return enable && cfnLint.enable !== 'off' ? { ...cfnLint, isTrusted } : undefined;
  }

  private async lint(asked: Asked): Promise<void> {
    const cancel = new AbortController();
    this.current = { asked, cancel };
    try {
      const lints = await orAborted(this.lintsOf(asked, cancel.signal), cancel.signal);
      if (lints && !cancel.signal.aborted) this.note(asked, lints);
    } finally {
      this.current = undefined;
    }
  }

  /** None where it cannot be linted, for the same text is not tried again. */
  private async lintsOf({ uri, text }: Asked, signal: AbortSignal): Promise<readonly Lint[]> {
    const { session, linters, teller } = this.parts;
    const wish = this.wishOf(uri);
    const linter = wish && (await this.running.of(wish));
    if (!linter || signal.aborted) return [];
    try {
      return await linter.lint(await linters.template(uri, text, session.folders.holding(uri)), signal);
    } catch (error) {
      if (!(error instanceof LinterError)) throw error;
      if (!signal.aborted) teller.notLinted(uri, error.message);
      return [];
    }
  }

  private note(asked: Asked, lints: readonly Lint[]): void {
    const { snapshot } = this.parts.session;
    const before = this.known.get(asked.uri)?.findings ?? [];
    const findings = asFindings(snapshot, asked.uri, lints);
    this.known.set(asked.uri, { asked, lints, snapshot, findings });
    if (before.length + findings.length > 0) this.onDifferent.fire();
  }
}

/** What a linter is to look at. */
interface Asked {
  readonly uri: Uri;
  readonly text: string;
  /** The wish's key. */
  readonly wish: string;
  readonly round: number;
}

interface Known {
  readonly asked: Asked;
  readonly lints: readonly Lint[];
  readonly findings: readonly Finding[];
  /** In which they were judged. */
  readonly snapshot: Snapshot;
}

function isSame(a: Asked, b: Asked | undefined): boolean {
  return a.text === b?.text && a.wish === b.wish && a.round === b.round;
}

/** Undefined as soon as nobody waits for it any more. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
    work.then(resolve, reject);
  });
}
