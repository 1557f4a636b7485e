/** Where an account stands in its organization, as far as the workspace says. */
import type { Resource } from '../../model/resource';
import { literalOf, type Text } from '../../model/text';
import { valuesFor } from '../deployments/parameter-values';
import type { WorkspaceIndex } from '../index/workspace-index';

const ROOT = 'the root';

/** AWS allows five levels of units below the root ("Quotas and service limits for AWS Organizations"). */
const MOST_HOLDERS = 100;

/** Everything that surely holds an account, itself and the root included, in the words of `placeOf`. */
export function holdersOf(account: string, index: WorkspaceIndex): ReadonlySet<string> {
  const found = new Set([ROOT, account]);
  const open = [...accountsOf(account, index)];
  const seen = new Set<Resource>();
  for (let next = open.pop(); next && seen.size < MOST_HOLDERS; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    found.add(wordOf(next));
    const [parent, ...others] = next.memberOf;
    const place = parent && others.length === 0 ? placeOf(parent, next, index) : undefined;
    if (place === undefined) continue;
    found.add(place);
    open.push(...index.ofKind('organizational-unit').filter(unit => wordOf(unit) === place));
  }
  return found;
}

/** What the workspace makes of an account, by its id or by the name that `bulkhead.yaml` gives it. */
function accountsOf(account: string, index: WorkspaceIndex): readonly Resource[] {
  const declared = index.declared(account)?.name;
  return index.ofKind('account').filter(({ organizationId, name, when }) => {
    if (when !== undefined) return false;
    if (organizationId !== undefined) return organizationId === account;
    return declared !== undefined && name !== undefined && literalOf(name) === declared;
  });
}

/**
 * What a text in `from` means of an organization, as one word: the root, the id of an account or a unit, or the resource that makes
 * it. Undefined when nobody can say.
 */
export function placeOf(text: Text, from: Resource, index: WorkspaceIndex): string | undefined {
  const [values, ...others] = valuesFor(from, [text], index);
  const given = others.length === 0 ? values!.text(text) : text;
  const [only] = given.parts;
  if (given.parts.length !== 1 || only === undefined) return undefined;
  if (typeof only === 'string') return /^r-[0-9a-z]{4,32}$/.test(only) ? ROOT : only;
  if (only.attribute === 'root') return ROOT;
  const [named, ...more] = index.named(given, ['account', 'organizational-unit'], from.at.uri);
  return named?.certain && more.length === 0 ? wordOf(named.resource) : undefined;
}

function wordOf({ organizationId, id }: Resource): string {
  return organizationId ?? `#${id}`;
}
