/** What people mean by an ARN, as they paste it from a console, a log or a policy, with `*` and `?` where they like. */
import type { ResourceId } from '../../../model/ids';
import type { Resource } from '../../../model/resource';
import { matchesWildcards } from '../../../model/text';
import { regionsOfStack } from '../../deployments/regions';
import type { WorkspaceIndex } from '../../index/workspace-index';
import { landed } from '../../landed/landed';
import type { AccessNode } from '../access-graph';
import type { DataKind } from '../data/data-kind';
import { dataKinds } from '../data/data-kinds';
import { directoryOf } from '../directory/directory';
import { endingsOf, patternOfEnding, requestNames } from '../directory/names';

export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** What stands after the account. */
  readonly ending: string;
}

export function arnIn(name: string): Arn | undefined {
  const [, partition, service, region, account, ending] =
    /^arn:([^:]*):([^:]*):([^:]*):([^:]*):(.+)$/s.exec(name) ?? [];
  if (ending === undefined) return undefined;
  return { partition: partition!, service: service!, region: region!, account: account!, ending };
}

/** Whether it is of something, or of what is in that: of the table, for that of its index. */
export function isOfArn(arn: Arn, index: WorkspaceIndex): (node: AccessNode) => boolean {
  const regionsOf = knownRegions(index);
  return node => isCalled(arn, node) && isThere(arn, node, regionsOf(node));
}

/** Undefined where they are not known. */
interface Regions {
  readonly own: readonly string[] | undefined;
  /** Of its stack, also for what is in none. */
  readonly ofStack: readonly string[] | undefined;
}

function knownRegions(index: WorkspaceIndex): (node: AccessNode) => Regions {
  const here = landed(index).index;
  const { entries } = directoryOf(here);
  return ({ id }) => {
    const entry = entries.get(id as ResourceId);
    return { own: entry?.regions, ofStack: entry && regionsOfStack(entry.resource, here) };
  };
}

/** What nobody knows of a place speaks against none. */
function isThere({ partition, region, account }: Arn, node: AccessNode, { own, ofStack }: Regions): boolean {
  if (account && node.account !== undefined && !matchesWildcards(account, node.account)) return false;
  if (region && own && !own.some(one => matchesWildcards(region, one))) return false;
  const stacks = own ?? ofStack;
  return !stacks || stacks.some(one => matchesWildcards(partition, partitionOf(one)));
}

/** As in "Amazon Resource Names (ARNs)" in the IAM User Guide. */
function partitionOf(region: string): string {
  const [, apart] = /^(cn|us-gov)-/.exec(region) ?? [];
  return apart === undefined ? 'aws' : `aws-${apart}`;
}

function isCalled(arn: Arn, node: AccessNode): boolean {
  const resource = node.resource && named(node.resource);
  if (!resource) return false;
  if (identities.test(node.kind)) return isIdentity(arn, node.kind, resource);
  const kinds = dataKinds.filter(({ types }) => types.includes(resource.type));
  return kinds.length > 0 ? kinds.some(one => isOfKind(arn, one, resource)) : isOfOther(arn, resource);
}

/** What has no name goes by that of its template. */
function named(resource: Resource): Resource {
  const { name, label, at } = resource;
  return name ? resource : { ...resource, name: { parts: [label], at } };
}

const identities = /^(?:role|user|group)$/;

/** With its path or, as some services write it, without; of a session, its role. */
function isIdentity({ service, ending }: Arn, kind: string, resource: Resource): boolean {
  if (!['iam', 'sts'].some(one => matchesWildcards(service, one))) return false;
  const asked = ending.replace(/^assumed-role\/([^/]*).*$/, 'role/$1');
  const names = requestNames(resource);
  const called = [...names, ...names.map(name => name.split('/').at(-1)!)];
  return called.some(name => matchesWildcards(asked, `${kind}/${name}`));
}

/** `orders` of `table/orders` and `table/orders/index/…`, of `secret:orders-AbCdEf` and `secret:orders`. */
function isOfKind({ service, ending }: Arn, { arn }: DataKind, resource: Resource): boolean {
  if (arn.endsWith('/..') || !matchesWildcards(service, arn.split(':')[2]!)) return false;
  return endingsOf(arn, resource)
    .flatMap(one => [one, { ...one, after: '' }])
    .map(patternOfEnding)
    .some(pattern => matchesWildcards(ending, pattern) || matchesWildcards(pattern, ending));
}

/** Of `stateMachine:sm`, `task-definition/web:3`, `stack/orders/…`: the kind of thing, and what follows. */
const KIND = /^([A-Za-z-]+)[:/](.*)$/s;

/** Of compute that holds no data, where nobody wrote down how its ARNs are: by its name, or all of the kind. */
function isOfOther({ service, ending }: Arn, resource: Resource): boolean {
  if (dataKinds.some(({ arn, types }) => arn.split(':')[2] === service && !types.some(isBeside(resource))))
    return false;
  const [, kind = '', rest = ending] = KIND.exec(ending) ?? [];
  const type = resource.type.replaceAll(/[_:-]/g, '').toLowerCase();
  if (/^[*?:/]+$/.test(rest)) return kind === '' || type.endsWith(kind.replaceAll('-', '').toLowerCase());
  const asked = [ending, rest, ...rest.split(/[:/]/)].filter(one => !/^[*?]*$/.test(one));
  return requestNames(resource).some(name => asked.some(one => matchesWildcards(one, name)));
}

/** Of the same service: `AWS::Events::Rule` and `AWS::Events::EventBus`. */
function isBeside({ type }: Resource): (other: string) => boolean {
  const family = familyOf(type);
  return other => familyOf(other) === family;
}

function familyOf(type: string): string {
  return type.split(/::|_/).slice(0, 2).join();
}
