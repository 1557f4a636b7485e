/** Where requests go: services with one endpoint for all regions get theirs in the region in which that stands. */
import type { Box } from './box';
import { anyState, bothStates, holding } from './context';
import {
  type Budget,
  glob,
  intersectWithin,
  isNothing,
  type Language,
  literal,
  subtractWithin,
  surelyDisjoint,
  surelyIncludes,
  union,
} from './language';
import type { Piece } from './request-set';

/** The key that says it, in lower case. */
const REGION = 'aws:requestedregion';

/**
 * Services that are named for it by "AWS: Denies access to AWS based on the requested Region" of the IAM User Guide, and by region. Of
 * AWS STS a caller chooses the endpoint, a global or a regional one.
 */
const byHome: ReadonlyMap<string, Language> = new Map([
  [
    'us-east-1',
    ofServices('iam', 'cloudfront', 'route53', 'support', 'budgets', 'importexport', 'organizations', 'waf'),
  ],
  ['us-west-2', ofServices('chatbot', 'devicefarm', 'globalaccelerator')],
]);

const ofAny = union(...byHome.values());

/** Of the other partitions, where IAM and its like stand ("AWS Identity and Access Management endpoints and quotas"). */
const homesElsewhere = [
  { partition: glob('arn:aws-cn:*'), home: 'cn-north-1' },
  { partition: glob('arn:aws-us-gov:*'), home: 'us-gov-west-1' },
];

/** The piece by what its requests say of the region, where that is asked about; else the piece itself. */
export function byEndpoint(piece: Piece, budget: Budget): readonly Piece[] {
  const { box, without } = piece;
  if (![box, ...without].some(({ context }) => context.has(REGION))) return [piece];
  if (surelyDisjoint(box.action, ofAny, budget)) return [piece];
  const elsewhere = homesElsewhere.find(({ partition }) => surelyIncludes(partition, box.resource, budget))?.home;
  const boxes = [...byHome].map(([home, actions]) => {
    const action = intersectWithin(budget, [box.action, actions]);
    return asking(box, action, elsewhere ?? home, budget);
  });
  const others = { ...box, action: subtractWithin(budget, box.action, ofAny) };
  return [...boxes, others].filter(({ action }) => !isNothing(action)).map(one => ({ box: one, without }));
}

function asking(box: Box, action: Language, region: string, budget: Budget): Box {
  const states = bothStates(box.context.get(REGION) ?? anyState, holding(literal(region)), budget);
  return { ...box, action, context: new Map(box.context).set(REGION, states) };
}

function ofServices(...prefixes: readonly string[]): Language {
  return union(...prefixes.map(prefix => glob(`${prefix}:*`, { ignoreCase: true })));
}
