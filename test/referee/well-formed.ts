/** The requests that the engine is asked for: as AWS makes them, and as the simulator can read them. */
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
import { requests, union as unionOf } from '../../server/src/engine/policy/request-set';
import { actions } from './random-requests';
import { account } from './simulator';

export const wellFormed = unionOf(...['s3', 'iam'].map(requestsTo));

function requestsTo(service: string) {
  const prefix = service === 's3' ? 'arn:aws:s3:::' : `arn:aws:iam::${account}:role/`;
  const action = literal(...actions.filter(name => name.startsWith(`${service}:`)));
  return requests({ action, resource: named(prefix) });
}

/** Without a colon, which no such name has, and without an asterisk, which the simulator takes for a wildcard of the request. */
function named(prefix: string): Language {
  const names = patternOf([...verbatim(prefix), UNIT_IN_SEGMENT, ANY_IN_SEGMENT]);
  return subtract(names, patternOf([ANY_STRING, ...verbatim('*'), ANY_STRING]));
}
