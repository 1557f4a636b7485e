import { parseArn } from '../../../model/arn';
import type { Deployment } from '../../../model/deployment';
import type { Claim } from '../../../model/environment';
import type { Problem } from '../../../model/problem';
import { literalOf, type Text } from '../../../model/text';
import type { Uri } from '../../../text/text';
import { parameterClaims, tagClaims } from '../../claims';
import type { Neighbours } from '../../format';
import { credentialsOf, signedBy } from '../credentials';
import { type Deploying, option } from '../session';
import { textOf } from '../values';

/** What a call deploys: a landing without its id, and what is wrong with what it is given. */
export interface Stated {
  readonly landing: Omit<Deployment, 'id'>;
  readonly problems: readonly Problem[];
}

/** What landings are worked out from, besides the call. */
export interface Surroundings {
  readonly neighbours: Neighbours;
  /** Templates that a pipeline makes, with what they are made of. */
  readonly made: ReadonlyMap<Uri, Uri>;
}

/** What every tool's call says of where it lands. */
export type Common = Pick<Deployment, 'account' | 'region' | 'name' | 'claims' | 'at'>;

/** `own`: what the tool itself says of the environment. */
export function commonOf(deploying: Deploying, own: readonly Claim[] = []): Common {
  const { options, session, at } = deploying;
  const { variables } = session;
  const account = accountOf(deploying);
  const region = option(options, 'region') ?? variables.get('AWS_REGION') ?? variables.get('AWS_DEFAULT_REGION');
  const stack = option(options, 'stack-name');
  const name = stack && literalOf(stack);
  return {
    ...(account ? { account } : {}),
    ...(region ? { region } : {}),
    ...(name === undefined ? {} : { name }),
    claims: distinct([...own, ...claimsOf(deploying)]),
    at,
  };
}

/** CloudFormation's own role is of the stack's account; else the account of whoever calls. */
function accountOf({ options, session }: Deploying): Text | undefined {
  const service = option(options, 'role-arn', 'r');
  const ofService = service && parseArn(service) ? credentialsOf(service).account : undefined;
  const account = ofService ?? signedBy(session, options).credentials?.account;
  return account && textOf(account.parts, account.at);
}

function claimsOf({ options, session, environment, job }: Deploying): readonly Claim[] {
  const { profile, credentials } = signedBy(session, options);
  const stack = option(options, 'stack-name');
  const variables = Object.fromEntries(session.variables);
  return [
    ...(environment ? [claim('deployment', environment, 'environment')] : []),
    ...(profile ? [claim('deployment', profile, 'profile')] : []),
    ...parameterClaims(variables),
    ...(stack ? [claim('stack-name', stack)] : []),
    ...(credentials?.role ? [claim('path', credentials.role, 'role')] : []),
    claim('path', job, 'job'),
  ];
}

export function claim(source: Claim['source'], text: Text, key?: string): Claim {
  return { source, text, ...(key === undefined ? {} : { key }) };
}

/** Of what is said in one place for several reasons the first. */
function distinct(claims: readonly Claim[]): readonly Claim[] {
  const byPlace = new Map<string, Claim>();
  for (const one of claims) {
    const place = JSON.stringify([one.source, one.text]);
    if (!byPlace.has(place)) byPlace.set(place, one);
  }
  return [...byPlace.values()];
}

/** What parameters and tags of a stack say. */
export function givenClaims(
  parameters: Readonly<Record<string, Text>>,
  tags: Readonly<Record<string, Text>>,
): readonly Claim[] {
  return [...tagClaims(tags, 'stack-tag'), ...parameterClaims(parameters)];
}
