/**
 * What people type for a node: a name, a logical id, a Terraform address, an ARN, with `*` and `?` where they like; or an account, for all
 * that stands there.
 */
import { matchesWildcards } from '../../../model/text';
import type { AccessGraph, AccessNode } from '../access-graph';
import { requestNames } from '../directory/names';

/** Those that are called so, in order of the graph; a name in another case means something only where nothing has it as it is typed. */
export function nodesCalled(name: string, { nodes }: Pick<AccessGraph, 'nodes'>): readonly AccessNode[] {
  const all = [...nodes.values()];
  const account = accountIn(name);
  if (account !== undefined) return all.filter(node => node.account === account && node.kind !== 'administrator');
  const isMeant = asked(name);
  const exact = all.filter(node => isMeant(node, same));
  return exact.length > 0 ? exact : all.filter(node => isMeant(node, lower));
}

/** Twelve digits, or the ARN of an account. */
export function accountIn(name: string): string | undefined {
  return /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::root)?$/.exec(name.trim())?.[1];
}

type Spelling = (text: string) => string;

const same: Spelling = text => text;
const lower: Spelling = text => text.toLowerCase();

/** More of a name than this nobody types. */
const MAX_LENGTH = 2048;

function asked(typed: string): (node: AccessNode, spelling: Spelling) => boolean {
  const name = typed.trim().slice(0, MAX_LENGTH);
  const [, account, resource] = /^arn:[^:]*:[^:]*:[^:]*:([^:]*):(.+)$/.exec(name) ?? [];
  const names = resource === undefined ? [name] : [name, ...namesIn(resource)];
  return (node, spelling) => {
    if (account && node.account !== undefined && !matchesWildcards(account, node.account)) return false;
    if (node.id === name) return true;
    const own = namesOf(node).map(spelling);
    return names.some(one => own.some(called => matchesWildcards(spelling(one), called)));
  };
}

/** `orders` of `table/orders`, of `function:orders` and of `role/service/orders`. */
function namesIn(resource: string): readonly string[] {
  const behindType = resource.replace(/^[a-z-]+[:/]/, '');
  return [...new Set([resource, behindType, behindType.split('/')[0]!, behindType.split('/').at(-1)!])];
}

function namesOf({ label, resource }: AccessNode): readonly string[] {
  return resource ? [label, resource.label, ...requestNames(resource)] : [label];
}
