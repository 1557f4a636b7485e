/** The requests that the engine is asked for: as AWS makes them, and as the simulator can read them. */

import { absent, holding, type KeyStates } from '../../server/src/engine/policy/context';
import {
  ANY_IN_SEGMENT,
  ANY_STRING,
  type Language,
  literal,
  patternOf,
  subtract,
  UNIT_IN_SEGMENT,
  verbatim,
} from '../../server/src/engine/policy/language';
import { intersect, type RequestSet, requests, union as unionOf } from '../../server/src/engine/policy/request-set';
import { actions } from './random-requests';
import type { Caller, World } from './world';

/** By the caller, on resources of the account that the world is about. */
export function wellFormedIn(world: World): RequestSet {
  return intersect(onResourcesIn(world), requests({ context: carriedBy(world.caller) }));
}

function carriedBy({ team }: Caller): Readonly<Record<string, KeyStates>> {
  return team === undefined ? {} : { 'aws:PrincipalTag/team': team === 'none' ? absent : holding(literal(team)) };
}

function onResourcesIn({ kind, owner }: World): RequestSet {
  const buckets = requestsTo('s3', 'arn:aws:s3:::');
  if (kind === 'trust policy') return requestsTo('sts', `arn:aws:iam::${owner}:role/`);
  if (kind === 'key policy') return requestsTo('kms', `arn:aws:kms:us-east-1:${owner}:key/`);
  return kind.startsWith('resource') ? buckets : unionOf(buckets, requestsTo('iam', `arn:aws:iam::${owner}:role/`));
}

function requestsTo(service: string, prefix: string): RequestSet {
  const action = literal(...actions.filter(name => name.startsWith(`${service}:`)));
  return requests({ action, resource: named(prefix) });
}

/** Without a colon, which no such name has, and without an asterisk, which the simulator takes for a wildcard of the request. */
function named(prefix: string): Language {
  const names = patternOf([...verbatim(prefix), UNIT_IN_SEGMENT, ANY_IN_SEGMENT]);
  return subtract(names, patternOf([ANY_STRING, ...verbatim('*'), ANY_STRING]));
}
