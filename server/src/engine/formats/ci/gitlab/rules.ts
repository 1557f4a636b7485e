/** Whether a job is in the pipeline that runs, and with which variables. Source: GitLab Docs, "CI/CD YAML syntax reference", `rules`, `only`. */
import { child, items, type Place } from '../../place';
import { writtenAt } from '../text-at';
import type { Lookup } from '../values';
import { isTrue, type Way } from '../ways';
import { conditionHolds, isNamedRef } from './conditions';
import { nearest, type Part } from './pipeline';

/** What rules come to. */
export interface Ruled {
  readonly runs: boolean;
  /** Maps of variables that they set. */
  readonly sets: readonly Part[];
  /** Maps that may be set or not. */
  readonly maySet: readonly Part[];
}

const runs: Ruled = { runs: true, sets: [], maySet: [] };

/** The first rule that holds decides; where none does, the job does not run. */
export function ruled(rules: readonly Part[] | undefined, variables: Lookup, way: Way): Ruled {
  if (!rules || rules.length === 0) return runs;
  const maySet: Part[] = [];
  let isUnsure = false;
  for (const rule of rules) {
    const answer = ruleHolds(rule.place, variables, way);
    if (answer === false) continue;
    const own = nearest([rule], 'variables');
    const isNever = writtenAt(child(rule.place, 'when')) === 'never';
    if (answer)
      return {
        runs: isUnsure || !isNever,
        sets: own && !isNever && !isUnsure ? [own] : [],
        maySet: isUnsure && own ? [...maySet, own] : maySet,
      };
    isUnsure ||= !isNever;
    if (own && !isNever) maySet.push(own);
  }
  return { runs: isUnsure, sets: [], maySet };
}

function ruleHolds(rule: Place, variables: Lookup, way: Way): boolean | undefined {
  const condition = child(rule, 'if');
  const written = writtenAt(condition);
  const answer = condition && written !== undefined ? holds(written, condition, variables, way) : true;
  if (answer === false) return false;
  for (const key of ['changes', 'exists']) {
    const found = child(rule, key);
    const isThere = found ? isTrue(`${key} ${JSON.stringify(found.at.path)}`, way) : true;
    if (isThere !== true) return isThere;
  }
  return answer;
}

/** A condition of which nothing but its words is known is taken to hold, or not to. */
function holds(written: string, { at }: Place, variables: Lookup, way: Way): boolean | undefined {
  return conditionHolds(written, variables, way, at) ?? isTrue(written, way);
}

/** By the old keys `only` and `except`. */
export function isAmong(only: Place | undefined, except: Place | undefined, way: Way): boolean {
  const named = (place: Place | undefined) => {
    const refs = place?.node.kind === 'map' ? child(place, 'refs') : place;
    return (
      refs &&
      isNamedRef(
        items(refs).flatMap(one => writtenAt(one) ?? []),
        way,
      )
    );
  };
  return named(only) !== false && named(except) !== true;
}
