/** Requests that are allowed in one state and not in another. */
import { denote } from '../../policy/denote';
import { Effort } from '../../policy/language';
import { intersect, type Request, type RequestSet, subtract, union } from '../../policy/request-set';
import { isEmpty, type Preferences, witness } from '../../policy/witness';
import { passingRoles } from '../permissions/pass-role';
import { type Entry, isOnlyPassing } from './entries';
import type { Allowed, State } from './state';

/** What an Allow of one state allows that nothing of another does. */
export interface Difference {
  /** Unless a part that the template left open is a wildcard. */
  readonly certain: RequestSet;
  /** However open parts turn out that may turn out so; each a set by itself. */
  readonly possible: readonly RequestSet[];
}

export interface Found {
  readonly request: Request;
  readonly confidence: 'certain' | 'possible';
}

/** All questions of one comparison. */
export class Comparison {
  private readonly effort = new Effort();

  constructor(private readonly other: State) {}

  /** Undefined where a look shows that there is none. */
  of(one: Allowed): Difference | undefined {
    const { effort, other } = this;
    const less = (from: RequestSet, what: RequestSet) => subtract(from, what, effort.budget());
    const [asIs, asNamed] = [one.asIs(), one.asNamed()];
    const [before, namedBefore] = [other.asIs(), other.asNamed()];
    const isPlain = asIs.certain === asNamed.certain;
    const surely = isPlain ? asNamed.certain : intersect(asNamed.certain, asIs.certain, effort.budget());
    const certain = less(surely, namedBefore.possible);
    const possible = [
      less(asNamed.possible, namedBefore.possible),
      less(asIs.possible, before.possible),
      less(asIs.certain, before.certain),
    ].filter(({ pieces }) => pieces.length > 0);
    return certain.pieces.length > 0 || possible.length > 0 ? { certain, possible } : undefined;
  }

  /** One request of the difference within an entry; undefined when there is none, or none was found. */
  within(entry: Entry, { certain, possible }: Difference, state: State, liked: Preferences): Found | undefined {
    const { effort } = this;
    const [named, open] = [entry.statement, entry.stated].map(
      statement => denote(statement, state.given, effort.budget()).possible,
    );
    const written = union(named!, open!);
    // Nothing but roles is ever passed.
    const asked = isOnlyPassing(entry) ? intersect(written, passingRoles({}), effort.budget()) : written;
    const find = (set: RequestSet) => witness(intersect(set, asked, effort.budget()), liked, effort.budget());
    const sure = find(certain);
    if (sure && !certain.exceeds) return { request: sure, confidence: 'certain' };
    for (const set of possible) {
      const request = find(set);
      if (request) return { request, confidence: 'possible' };
    }
    return sure && { request: sure, confidence: 'possible' };
  }

  /** Whether nothing of an entry was allowed in the other state. */
  isWhole({ statement }: Entry, state: State): boolean {
    const { effort, other } = this;
    const asked = denote(statement, state.given, effort.budget()).possible;
    return isEmpty(intersect(asked, other.asNamed().possible, effort.budget()), effort.budget()) === 'yes';
  }
}
