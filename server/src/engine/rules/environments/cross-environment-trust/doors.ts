import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { DocumentFacts } from '../../../model/document-facts';
import type { Severity } from '../../../model/problem';
import { samePlace } from '../../../text/text';
import { type Crossing, crossingsIn } from './crossings';

/** Those of one account whom a resource lets in: they have one cause. */
export interface Door {
  /** Who speaks for them: the gravest, the surest, the whole account before those whom it holds. */
  readonly first: Crossing;
  /** Each in another place. */
  readonly others: readonly Crossing[];
}

/** In order of the first of each. */
export function doorsIn(document: DocumentFacts, index: WorkspaceIndex): readonly Door[] {
  const byCause = new Map<string, Crossing[]>();
  for (const crossing of crossingsIn(document, index)) {
    const cause = causeOf(crossing);
    const known = byCause.get(cause);
    if (known) known.push(crossing);
    else byCause.set(cause, [crossing]);
  }
  return [...byCause.values()].map(doorOf);
}

/** Of whom nobody knows the account, each is a cause. */
function causeOf({ resource, environment, other, principal }: Crossing): string {
  const who = other.account ?? principal.at;
  return JSON.stringify([resource.id, environment.name, other.name, who]);
}

function doorOf(crossings: readonly Crossing[]): Door {
  const [first, ...rest] = [...crossings].sort((a, b) => rankOf(a) - rankOf(b));
  const others: Crossing[] = [];
  for (const one of rest) {
    if ([first!, ...others].every(known => !samePlace(known.principal.at, one.principal.at))) others.push(one);
  }
  return { first: first!, others };
}

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

function rankOf({ severity, letIn, principal }: Crossing): number {
  return severities.indexOf(severity) * 4 + (letIn.certain ? 0 : 2) + (principal.kind === 'account' ? 0 : 1);
}
