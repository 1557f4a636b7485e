import type { DocumentFacts, Patterns, PolicyStatement, Principal, Resource } from '../model/model';
import { show } from '../model/text';
import { type SourcePointer, within } from '../text/text';
import { fingerprint } from './fingerprint';

/**
 * The fingerprint of what the statement says in which a place stands: equal wherever it is moved, however its lists are ordered
 * and whatever its `Sid` is. Undefined outside of statements. `subject`: whose statement it may be when it stands in another file.
 */
export function statementPrint(
  at: SourcePointer,
  document: DocumentFacts,
  subject: Resource | undefined,
): string | undefined {
  const holder = document.resources.find(resource => within(at, resource.at));
  const statement =
    statementIn(holder ? [holder] : [], at) ?? statementIn(subject ? [subject, ...document.resources] : [], at);
  return statement && fingerprint(JSON.stringify(contentOf(statement)));
}

function statementIn(resources: readonly Resource[], at: SourcePointer): PolicyStatement | undefined {
  for (const { grants, trust } of resources) {
    const found = grants.find(one => within(at, one.at)) ?? trust.find(one => within(at, one.at));
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
