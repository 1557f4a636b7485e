import type { Resource } from '../../model/resource';
import { type Given, standIns } from '../../policy/reading';
import type { RequestSet } from '../../policy/request-set';
import { resourcesOf } from '../index/resources-of';
import type { NameShape, WorkspaceIndex } from '../index/workspace-index';
import { shapesIn } from './resource-shapes';

/** Roles that a set of requests may name, the most telling first. */
export interface Candidates {
  readonly roles: readonly Resource[];
  readonly named: number;
  /** Whether these are all that are named. */
  readonly complete: boolean;
}

/** Where more roles are named, some of them are looked at. */
const MOST_NAMED = 100;

/** So many of one kind are then looked at, of so many documents of the account. */
const MOST_OF_KIND = 20;

/** More patterns than this of one statement are not followed. */
const MOST_SHAPES = 200;

export function candidatesFor(set: RequestSet, principal: Resource, given: Given, index: WorkspaceIndex): Candidates {
  const all = shapesIn(set).flatMap(shape => inOtherWords(shape, given));
  const shapes = all.slice(0, MOST_SHAPES);
  const { uri } = principal.at;
  const ranges = shapes.map(shape => index.rolesCalled(shape));
  const named = ranges.reduce((sum, { count }) => sum + count, 0);
  if (named <= MOST_NAMED) {
    const roles = [...new Set(ranges.flatMap(range => range.nearest(uri, MOST_NAMED)))];
    return { roles, named: roles.length, complete: shapes.length === all.length };
  }
  const production = shapes.flatMap(shape => index.productionRolesCalled(shape).nearest(uri, MOST_OF_KIND));
  const ownProduction = production.filter(({ at }) => at.uri === uri);
  const others = ranges.flatMap(range => range.nearest(uri, MOST_OF_KIND));
  const roles = new Set([...ownProduction, ...ofAccount(principal, index), ...production, ...others]);
  return { roles: [...roles], named, complete: false };
}

/** Where an account is known, roles are called by it; the directory has the stand-in. */
function inOtherWords(shape: NameShape, { account }: Given): readonly NameShape[] {
  if (account === undefined || !JSON.stringify(shape).includes(account)) return [shape];
  const [[kind, text]] = Object.entries(shape) as [[string, string]];
  return [shape, { [kind]: text.replaceAll(account, standIns.account) } as unknown as NameShape];
}

/** Roles of other documents that land in the principal's account: production's may be known by that alone. */
function ofAccount(principal: Resource, index: WorkspaceIndex): readonly Resource[] {
  const account = index.accountOf(principal);
  if (account === undefined) return [];
  const documents = new Set(index.landingsIn(account).map(({ deployment }) => deployment.document));
  documents.delete(principal.at.uri);
  return [...documents].slice(0, MOST_OF_KIND).flatMap(uri => {
    const document = index.document(uri);
    return document ? resourcesOf(document, 'role').slice(0, MOST_OF_KIND) : [];
  });
}
