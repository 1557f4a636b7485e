/** What one statement says, as sets of requests: those it speaks of for certain, and those it may speak of. */
import type { Patterns, PolicyStatement } from '../model/model';
import { covers } from '../model/text';
import { contextOf } from './conditions';
import { complement, type Language, type Spelling, union } from './language';
import { type Bounds, type Given, languageOf } from './reading';
import { intersect, noRequests, type RequestSet, requestsIn } from './request-set';

const none: Bounds<RequestSet> = { certain: noRequests, possible: noRequests };

/** The requests that a statement's actions, resources and conditions match, whatever its effect and its `when`. */
export function denote(statement: PolicyStatement, given: Given): Bounds<RequestSet> {
  const action = patternsOf(statement.actions, given, { ignoreCase: true });
  const resource = patternsOf(statement.resources, given);
  const context = contextOf(statement.conditions, given);
  const box = (bound: 'certain' | 'possible') =>
    requestsIn({ action: action[bound], resource: resource[bound], context: context[bound] });
  return { certain: box('certain'), possible: box('possible') };
}

/** Unlike `denote`, only what lies within `asked`; costs next to nothing for a statement about other actions. */
export function denoteWithin(asked: RequestSet, statement: PolicyStatement, given: Given): Bounds<RequestSet> {
  if (!concerns(statement, asked)) return none;
  const { certain, possible } = denote(statement, given);
  return { certain: intersect(certain, asked), possible: intersect(possible, asked) };
}

function patternsOf(patterns: Patterns, given: Given, spelling: Spelling = {}): Bounds<Language> {
  const listed = patterns.list.map(text => languageOf(text, 'pattern', given, spelling));
  const certain = union(...listed.map(one => one.certain));
  const possible = union(...listed.map(one => one.possible));
  if (patterns.mode === 'only') return { certain, possible };
  return { certain: complement(possible), possible: complement(certain) };
}

/** Whether a statement's actions can match one that is asked about; decided on the texts, before any set is built. */
export function concerns(statement: PolicyStatement, asked: RequestSet): boolean {
  return asked.pieces.some(({ box: { action } }) => {
    if (action.kind !== 'strings') return true;
    return action.list.some(name => covers(statement.actions, name, action.ignoreCase) !== 'no');
  });
}
