/** The requests that the engine is asked for: as AWS makes them, and as the simulator can read them. */
import { holding, orAbsent } from '../../server/src/engine/policy/context';
import {
  ANY_IN_SEGMENT,
  ANY_STRING,
  addresses,
  glob,
  type Language,
  literal,
  patternOf,
  subtract,
  UNIT_IN_SEGMENT,
  union,
  verbatim,
} from '../../server/src/engine/policy/language';
import { requests, union as unionOf } from '../../server/src/engine/policy/request-set';
import { actions } from './random-requests';
import { account } from './simulator';

const number: Language = { kind: 'range', scale: 'number', low: { at: 0, included: true } };
const date: Language = { kind: 'range', scale: 'date', low: { at: Date.UTC(2026, 2), included: true } };
const address = union(addresses('0.0.0.0/0')!, addresses('::/0')!);

const context = {
  'aws:PrincipalArn': holding(glob(`arn:aws:iam::${account}:user/?*`)),
  'aws:SourceArn': orAbsent(holding(glob('arn:aws:?*:*:*:?*'))),
  'aws:SourceIp': orAbsent(holding(address)),
  'aws:TokenIssueTime': orAbsent(holding(date)),
  's3:max-keys': orAbsent(holding(number)),
};

export const wellFormed = unionOf(...['s3', 'iam'].map(requestsTo));

function requestsTo(service: string) {
  const prefix = service === 's3' ? 'arn:aws:s3:::' : `arn:aws:iam::${account}:role/`;
  const action = literal(...actions.filter(name => name.startsWith(`${service}:`)));
  return requests({ action, resource: named(prefix), context });
}

/** Without a colon, which no such name has, and without an asterisk, which the simulator takes for a wildcard of the request. */
function named(prefix: string): Language {
  const names = patternOf([...verbatim(prefix), UNIT_IN_SEGMENT, ANY_IN_SEGMENT]);
  return subtract(names, patternOf([ANY_STRING, ...verbatim('*'), ANY_STRING]));
}
