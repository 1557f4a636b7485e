interface Answer {
  readonly answer: unknown;
  /** Hashes of the keys that it was read from. */
  readonly read: ReadonlySet<number>;
  /** The version in which it was last found to hold. */
  since: number;
}

/** An answer that was not asked for in so many versions is given up. */
const MAX_VERSIONS = 64;

/**
 * Answers that outlive the version of the facts in which they were worked out: they hold as long as no key changes that they were read
 * from. One version after the other; who asks of an older one gets an answer of its own.
 */
export class Answers {
  private readonly known = new Map<string, Answer>();
  /** What changed from one version to the next, the latest last. */
  private readonly changes: ReadonlySet<number>[] = [];
  private latest = 0;

  constructor(
    /** Of what is tried beside it: whose answers hold there too, and which learns nothing of those that are given there. */
    private readonly beside?: { readonly answers: Answers; readonly version: number },
  ) {}

  isLatest(version: number): boolean {
    return version === this.latest;
  }

  /** The next version. */
  follow(changed: ReadonlySet<number>): number {
    this.changes.push(changed);
    if (this.changes.length > MAX_VERSIONS) this.changes.shift();
    this.latest++;
    if (this.latest % MAX_VERSIONS === 0) this.giveUp();
    return this.latest;
  }

  /** What nobody has asked for in so long: the question may be about something that is gone. */
  private giveUp(): void {
    for (const [question, { since }] of this.known) {
      if (this.latest - since > MAX_VERSIONS) this.known.delete(question);
    }
  }

  /** What is known in the latest version. */
  get(question: string): Pick<Answer, 'answer' | 'read'> | undefined {
    const found = this.known.get(question) ?? this.inherited(question);
    if (!found || found.since === this.latest) return found;
    const missed = this.latest - found.since;
    if (missed > this.changes.length || this.changes.slice(-missed).some(changed => meet(found.read, changed))) {
      this.known.delete(question);
      return undefined;
    }
    found.since = this.latest;
    return found;
  }

  /** As it was before anything was tried. */
  private inherited(question: string): Answer | undefined {
    if (!this.beside?.answers.isLatest(this.beside.version)) return undefined;
    const found = this.beside.answers.get(question);
    if (!found) return undefined;
    const own = { ...found, since: 0 };
    this.known.set(question, own);
    return own;
  }

  set(question: string, answer: unknown, read: ReadonlySet<number>): void {
    this.known.set(question, { answer, read, since: this.latest });
  }
}

function meet(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  for (const one of few) if (many.has(one)) return true;
  return false;
}
