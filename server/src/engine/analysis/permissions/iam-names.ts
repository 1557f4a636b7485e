/** What principals and policies are called in requests, also where only deployment decides the name. */
import type { Resource } from '../../model/resource';
import { type Answer, certainReadings, type Hole, literalOf, show, type Text } from '../../model/text';
import { type Given, standIns } from '../../policy/reading';
import type { Request } from '../../policy/request-set';
import type { ParameterValues } from '../deployments/parameter-values';
import { regionsOf, saysRegion } from '../deployments/regions';
import type { WorkspaceIndex } from '../index/workspace-index';
import { dataArnOf } from './data-arns';

/** The word for a kind of resource in IAM's ARNs. */
const ARN_TYPES: Partial<Record<Resource['kind'], string>> = {
  role: 'role',
  user: 'user',
  group: 'group',
  policy: 'policy',
  'instance-profile': 'instance-profile',
};

/** What is known of a principal and of the deployment that it lives in. */
export function givenFor(principal: Resource, index: WorkspaceIndex, values: ParameterValues): Given {
  const account = index.accountOf(principal);
  const known = account === undefined ? {} : { account };
  const nameOf = (reference: Hole) => {
    const found = reference.resource && index.resource(reference.resource);
    if (!found) return undefined;
    const resource = found.name ? { ...found, name: values.text(found.name) } : found;
    const there = index.accountOf(found) ?? account;
    const place = there === undefined ? {} : { account: there };
    return reference.attribute === 'arn'
      ? (arnOf(resource, place) ?? dataArnOf(resource, nameIn(resource), { ...place, ...regionOf(found, index) }))
      : reference.attribute === 'name'
        ? nameIn(resource)
        : undefined;
  };
  const deployed = principal.name ? { ...principal, name: values.text(principal.name) } : principal;
  return {
    ...known,
    nameOf,
    variable: name => variableOf(deployed, name, { ...known, values }),
    carries: key => carries(principal, key),
  };
}

/** Where it stands, if that is in one region which is known. */
function regionOf(resource: Resource, index: WorkspaceIndex): Pick<Given, 'region'> {
  if (!resource.region && !saysRegion(resource.at.uri, index)) return {};
  const [region, ...others] = regionsOf(resource, index) ?? [];
  return region === undefined || others.length > 0 ? {} : { region };
}

/**
 * The ARN of an IAM resource; undefined for other kinds. Where deployment decides the name, a text of its own stands for it, which
 * no name equals and `readable` makes short.
 */
export function arnOf(resource: Resource, { account, partition }: Given): string | undefined {
  const ending =
    resource.kind === 'identity-provider' ? providerIn(resource) : namedAs(ARN_TYPES[resource.kind], resource);
  return ending && `arn:${partition ?? standIns.partition}:iam::${account ?? standIns.account}:${ending}`;
}

function namedAs(type: string | undefined, resource: Resource): string | undefined {
  return type && `${type}/${nameIn(resource)}`;
}

/** One of OpenID Connect is called after its address. */
function providerIn(resource: Resource): string {
  const name = nameIn(resource);
  return /saml/i.test(resource.type) ? `saml-provider/${name}` : `oidc-provider/${name.replace(/^https:\/\//, '')}`;
}

/** The name in an ARN that refers to the resource: as deployed when nobody overrides a default, or what stands for it. */
export function nameIn({ name, id }: Resource): string {
  if (!name) return `\${${id}}`;
  const readings = certainReadings(name);
  return show({ ...name, parts: readings.length === 1 ? readings[0]! : name.parts });
}

/**
 * The request as a person reads it: `${Deployer}` for the name that deployment gives to the resource `Deployer`, `shown` for what
 * stands in for account and partition, and context keys as they are spelled in `keys`, or else by AWS.
 */
export function readable(
  request: Request,
  shown: { readonly account?: string; readonly partition?: string; readonly keys?: readonly string[] } = {},
): Request {
  const { account = standIns.account, partition = standIns.partition, keys = [] } = shown;
  const spellings = new Map(keys.map(key => [key.toLowerCase(), key]));
  const short = (text: string) =>
    text
      .replace(/\$\{[^}#]{1,500}#([^}]*)\}/g, (_, name: string) => `\${${name}}`)
      .replace(STAND_IN, (_, service: string, region: string) => `arn:${partition}:${service}:${region}:${account}:`);
  const context = Object.entries(request.context).map(
    ([key, value]) => [spellings.get(key.toLowerCase()) ?? key, short(value)] as const,
  );
  const principal = request.principal === undefined ? {} : { principal: short(request.principal) };
  return { ...request, ...principal, resource: short(request.resource), context: Object.fromEntries(context) };
}

const STAND_IN = new RegExp(`^arn:${standIns.partition}:([^:]*):([^:]*):${standIns.account}:`);

/** Policy variables about the principal. What depends on its session stays unknown. */
function variableOf(
  principal: Resource,
  name: string,
  { account, values }: { readonly account?: string; readonly values: ParameterValues },
): string | undefined {
  if (name === 'aws:principalaccount') return account;
  if (name === 'aws:username' && principal.kind === 'user') return nameIn(principal).split('/').at(-1);
  if (name === 'aws:principalarn' && (principal.kind === 'user' || principal.kind === 'role')) {
    return account === undefined ? undefined : arnOf(principal, { account });
  }
  const tag = tagOf(principal, name);
  return tag && literalOf(values.text(tag));
}

/** From "Principal key values", of the page on policy variables: who asks as a role has no user's name. */
function carries(principal: Resource, key: string): Answer {
  if (key === 'aws:principalaccount') return 'yes';
  if (key === 'aws:username' && (principal.kind === 'role' || principal.kind === 'permission-set')) return 'no';
  return tagOf(principal, key) ? 'yes' : 'maybe';
}

function tagOf(principal: Resource, key: string): Text | undefined {
  if (!key.startsWith(PRINCIPAL_TAG)) return undefined;
  const wanted = key.slice(PRINCIPAL_TAG.length);
  return Object.entries(principal.tags).find(([tag]) => tag.toLowerCase() === wanted)?.[1];
}

const PRINCIPAL_TAG = 'aws:principaltag/';
