/** Actions that something is worth nothing without, and what has to be set up for it. */
import { placeOf } from '../../escalation/asking';
import type { Grant } from '../../permissions/permissions';
import type { Asked, EdgeGroup } from '../access-graph';
import { patternsIn } from '../directory/patterns';
import { isPlain, isUnlimited, type Reader, touching } from '../reader';
import type { DataKind } from './data-kinds';
import { isNaming } from './data-requests';
import type { MeantSo } from './provided';

export interface Companions {
  readonly isCertain: boolean;
  readonly asked: readonly Asked[];
  readonly because: EdgeGroup['because'];
}

const none: Companions = { isCertain: true, asked: [], because: [] };

/** What the kind needs besides, where it is allowed on anything; certain where it is on all things. Undefined where it is not. */
export function companionsOf({ needs = [] }: DataKind, reader: Reader): Companions | undefined {
  let all = none;
  for (const actions of needs) {
    const found = companionIn(actions, reader);
    if (!found) return undefined;
    all = {
      isCertain: all.isCertain && found.isCertain,
      asked: [...all.asked, ...found.asked],
      because: [...all.because, ...found.because],
    };
  }
  return all;
}

function companionIn(actions: readonly string[], reader: Reader): Companions | undefined {
  const { byAction } = reader.dataAsker();
  const found = actions.flatMap(action => (byAction.get(action) ?? []).map(grant => ({ action, grant })));
  const sure = found.find(({ action, grant }) => isOnAll(grant) && isUnlimited(action, reader, touching));
  const one = sure ?? found[0];
  if (!one) return undefined;
  const asked = [{ action: one.action, resource: '*', context: {} }];
  return { isCertain: sure !== undefined, asked, because: [placeOf(one.grant, one.action)] };
}

function isOnAll(grant: Grant): boolean {
  return patternsIn(grant.statement).some(pattern => isPlain(grant, pattern) && /^(?:[\w-]+:)?\*$/.test(pattern.rest));
}

/** Edges with what they need besides. */
export function* joined(
  edges: Iterable<EdgeGroup>,
  kind: DataKind,
  { pattern, isSetUp }: MeantSo,
  { isCertain, asked, because }: Companions,
): Iterable<EdgeGroup> {
  const isProvided =
    kind.provided === undefined || isSetUp === 'yes' || (isSetUp === undefined && isNaming(pattern, kind));
  const isPlainly = isCertain && isProvided && asked.length === 0;
  for (const edge of edges) {
    if (isPlainly) yield edge;
    else {
      yield {
        ...edge,
        certain: edge.certain && isCertain && isProvided,
        asked: [...edge.asked, ...asked],
        because: [...new Set([...edge.because, ...because])],
        conditions: isProvided ? edge.conditions : [...edge.conditions, kind.provided!],
      };
    }
  }
}
