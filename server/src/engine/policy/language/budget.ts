/**
 * Work that a decision may still do, shared by all the questions that belong to it. Once nothing is left, a glance sees nothing,
 * and what was searched or matched last counts as not decided: who owns the budget looks at it before believing an answer.
 */
export interface Budget {
  /** In units of about a microsecond. */
  left: number;
}

/** Enough for every policy of IAM's size that was not built to be hard. */
export function decisionBudget(): Budget {
  return { left: 20_000 };
}

/**
 * For simplifying one set, and for putting sets of requests together: what it does not suffice for stays as it was written, which
 * is as right and takes longer to search.
 */
export function glanceBudget(): Budget {
  return { left: 500 };
}

export function combiningBudget(): Budget {
  return { left: 10_000 };
}

/**
 * Work for the many questions of one matter, asked one after the other. Each may take what it needs as long as all together have not
 * taken much; after that, enough for what is plain.
 */
export class Effort {
  private left = 100_000;
  private given = 0;
  private last: Budget = { left: 0 };
  private spent = 0;

  budget(): Budget {
    this.left -= this.given - this.last.left;
    this.spent = this.shortfalls;
    this.given = Math.max(PLAIN, Math.min(this.left, decisionBudget().left));
    this.last = { left: this.given };
    return this.last;
  }

  /** How many of the questions so far had not enough. */
  get shortfalls(): number {
    return this.spent + (isSpent(this.last) ? 1 : 0);
  }
}

const PLAIN = 500;

export function isSpent(budget: Budget): boolean {
  return budget.left < 0;
}
