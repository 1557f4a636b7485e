import { parseArn } from '../../model/arn';
import type { Deployment } from '../../model/deployment';
import type { Claim } from '../../model/environment';
import type { AccountId } from '../../model/ids';
import type { Problem } from '../../model/problem';
import { literalOf, type Text } from '../../model/text';
import { part } from '../../text/text';
import { tagClaims } from '../claims';
import { declaredParameters } from '../cloudformation/declared-parameters';
import type { Neighbours } from '../format';
import { byName } from '../given';
import type { Place } from '../place';
import { fileName } from '../template-file';
import { problemsOfValues } from '../template-values';
import type { Options } from './options';
import { templateOf } from './template';

/** What one environment's table says. */
export interface Stated {
  readonly deployment: Deployment;
  readonly account: { readonly id: AccountId; readonly at: Deployment['at'] } | undefined;
  readonly problems: readonly Problem[];
}

export function deploymentOf(
  environment: string,
  place: Place,
  options: Options,
  neighbours: Neighbours,
): readonly Stated[] {
  const template = templateOf(options, place.at.uri, neighbours);
  if (!template) return [];
  const { region, stackName, parameters } = options;
  const account = accountIn(options.role);
  const deployment: Deployment = {
    id: environment,
    document: template.uri,
    ...(account ? { account } : {}),
    ...(region ? { region } : {}),
    ...(stackName ? { name: literalOf(stackName)! } : {}),
    claims: claimsOf(environment, place, options),
    parameters: byName(parameters),
    at: part(place.at, 'key'),
  };
  const declared = declaredParameters(template.uri, neighbours);
  const values = declared ? problemsOfValues(parameters, declared, fileName(template.uri)) : [];
  return [{ deployment, account: account && accountId(account), problems: [...template.problems, ...values] }];
}

/** The environment `default` is the one that nobody named. */
function claimsOf(environment: string, { at }: Place, { tags, profile, stackName }: Options): readonly Claim[] {
  const name: Text | undefined = environment === 'default' ? undefined : { parts: [environment], at: part(at, 'key') };
  return [
    ...tagClaims(byName(tags), 'stack-tag'),
    ...(name ? [{ source: 'deployment', text: name } as const] : []),
    ...(profile ? [{ source: 'deployment', text: profile, key: 'profile' } as const] : []),
    ...(stackName ? [{ source: 'stack-name', text: stackName } as const] : []),
  ];
}

/** CloudFormation assumes the role, which is of the stack's own account. */
function accountIn(role: Text | undefined): Text | undefined {
  const account = role && parseArn(role)?.account;
  return account && /^\d{12}$/.test(literalOf(account) ?? '') ? account : undefined;
}

function accountId(account: Text): Stated['account'] {
  return { id: literalOf(account) as AccountId, at: account.at };
}
