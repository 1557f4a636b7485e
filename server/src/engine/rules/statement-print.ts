import type { Patterns, PolicyStatement, Principal, Resource } from '../model/model';
import { show } from '../model/text';
import { type SourcePointer, within } from '../text/text';
import { fingerprint } from './fingerprint';

/**
 * The fingerprint of what the statement says in which a place stands: equal wherever it is moved, however its lists are ordered
 * and whatever its `Sid` is. Undefined outside of statements. `holders`: whose statement it may be, the likeliest first.
 */
export function statementPrint(at: SourcePointer, holders: readonly (Resource | undefined)[]): string | undefined {
  const statement = statementIn(holders, at);
  return statement && fingerprint(JSON.stringify(contentOf(statement)));
}

function statementIn(resources: readonly (Resource | undefined)[], at: SourcePointer): PolicyStatement | undefined {
  for (const resource of resources) {
    const isAround = (one: PolicyStatement) => within(at, one.at);
    const found = resource?.grants.find(isAround) ?? resource?.trust.find(isAround);
    if (found) return found;
  }
  return undefined;
}

function contentOf({ effect, principals, actions, resources, conditions }: PolicyStatement) {
  return [
    effect,
    principals ? [principals.mode, principals.list.map(wordOf).sort()] : null,
    patternsOf(actions).map(word => word.toLowerCase()),
    patternsOf(resources),
    conditions.map(({ operator, key, values }) => JSON.stringify([operator, key, values.map(show).sort()])).sort(),
  ];
}

function patternsOf({ mode, list }: Patterns): readonly string[] {
  return [mode, ...list.map(show).sort()];
}

function wordOf(principal: Principal): string {
  switch (principal.kind) {
    case 'anyone':
      return '*';
    case 'account':
      return `account ${show(principal.account)}`;
    case 'identity':
      return show(principal.arn);
    case 'service':
      return show(principal.name);
    case 'federated':
      return show(principal.provider);
    case 'canonical':
      return show(principal.id);
  }
}
