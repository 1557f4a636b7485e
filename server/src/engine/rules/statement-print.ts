import type { Resource } from '../model/resource';
import type { PolicyStatement } from '../model/statement';
import { contentOf } from '../model/statement-content';
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
