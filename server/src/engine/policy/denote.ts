/** What one statement says, as sets of requests: those it speaks of for certain, and those it may speak of. */
import type { PolicyStatement } from '../model/statement';
import { covers, type Patterns } from '../model/text';
import { contextOf } from './conditions';
import { exceedsAws, extentOf } from './extent';
import { type Budget, combiningBudget, type Language, nothing, type Spelling, unionWithin } from './language';
import { principalsOf } from './principals';
import { type Bounds, combine, exactly, type Given, isExact, isInvalid, languageOf, opposite } from './reading';
import { intersect, noRequests, type RequestSet, requests, requestsIn } from './request-set';

const none = exactly(noRequests);

/** So many characters are read for one unit of a budget. */
const READ = 40;

/** Some requests, which nobody has worked out. */
const unread: Bounds<RequestSet> = {
  certain: { ...noRequests, lacks: true },
  possible: { ...requests({}), exceeds: true },
};

/** The requests that a statement's principals, actions, resources and conditions match, whatever its effect and its `when`. */
export function denote(
  statement: PolicyStatement,
  known: Given,
  budget: Budget = combiningBudget(),
): Bounds<RequestSet> {
  const extent = extentOf(statement);
  budget.left -= extent.completed / READ;
  if (exceedsAws(extent)) return unread;
  const given = statement.variables === false ? { ...known, variables: false as const } : known;
  const principal = principalsOf(statement, given);
  const action = patternsOf(statement.actions, given, budget, { ignoreCase: true });
  const resource = patternsOf(statement.resources, given, budget);
  const context = contextOf(statement.conditions, given, budget);
  const box = (bound: 'certain' | 'possible') =>
    requestsIn({
      principal: principal[bound],
      action: action[bound],
      resource: resource[bound],
      context: context[bound],
    });
  if ([principal, action, resource, context].every(bounds => isExact<unknown>(bounds))) return exactly(box('certain'));
  return { certain: box('certain'), possible: box('possible') };
}

/** Unlike `denote`, only what lies within `asked`; costs next to nothing for a statement about other actions. */
export function denoteWithin(
  asked: RequestSet,
  statement: PolicyStatement,
  denoted: Denotation,
  budget?: Budget,
): Bounds<RequestSet> {
  if (!concerns(statement, asked)) return none;
  return combine([denoted(statement, budget)], ([set]) => intersect(set!, asked, budget));
}

/** What statements denote to one principal. */
export type Denotation = (statement: PolicyStatement, budget?: Budget) => Bounds<RequestSet>;

/** Each statement is worked out once, however many questions are asked of it. */
export function denoting(given: Given): Denotation {
  const known = new Map<PolicyStatement, Bounds<RequestSet>>();
  return (statement, budget) => {
    const denoted = known.get(statement) ?? denote(statement, given, budget);
    known.set(statement, denoted);
    return denoted;
  };
}

function patternsOf(patterns: Patterns, given: Given, budget: Budget, spelling: Spelling = {}): Bounds<Language> {
  const listed = patterns.list.map(text => languageOf(text, 'pattern', given, spelling));
  const matched = combine(listed, languages => unionWithin(budget, languages));
  if (patterns.mode === 'only') return matched;
  return patterns.list.some(text => isInvalid(text, given)) ? exactly(nothing) : opposite(matched);
}

/** Of more comparisons than this, none is made. */
const MOST_COMPARED = 20_000;

/** Whether a statement's actions can match one that is asked about; decided on the texts, before any set is built. */
export function concerns(statement: PolicyStatement, asked: RequestSet): boolean {
  return asked.pieces.some(({ box: { action } }) => {
    if (action.kind !== 'strings' || action.list.length * statement.actions.list.length > MOST_COMPARED) return true;
    return action.list.some(name => covers(statement.actions, name, action.ignoreCase) !== 'no');
  });
}
