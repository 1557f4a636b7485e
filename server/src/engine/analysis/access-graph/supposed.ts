/** What follows if the policies of a principal said otherwise: whether a change of them helps is tried before it is offered. */
import type { Resource } from '../../model/resource';
import { once } from '../../policy/once';
import { samePlace } from '../../text/text';
import { askerFor } from '../escalation/asker';
import type { WorkspaceIndex } from '../index/workspace-index';
import { limitsOn } from '../permissions/written-accounts';
import type { EdgeGroup, Supposed } from './access-graph';
import type { Directory } from './directory/directory';
import { type Reader, readerFor, touching, ways } from './reader';
import { groupsBy } from './remembered';

const tried = new WeakMap<readonly EdgeGroup[], Map<string, readonly EdgeGroup[]>>();

/** Remembered as long as the principal's own edges, `known`, are the same: a change leaves less to look at than these were read from. */
export function edgesSupposing(
  supposed: Supposed,
  known: readonly EdgeGroup[],
  principal: Resource,
  index: WorkspaceIndex,
  directory: Directory,
): readonly EdgeGroup[] {
  const answers = tried.get(known) ?? new Map<string, readonly EdgeGroup[]>();
  tried.set(known, answers);
  const change = JSON.stringify(supposed);
  const found = answers.get(change) ?? groupsBy(supposing(supposed, readerFor(principal, index, directory)));
  answers.set(change, found);
  return found;
}

function supposing({ without, besides }: Supposed, reader: Reader): Reader {
  const { principal, index } = reader;
  const kept = reader.permissions.policies.statements.filter(
    ({ statement, written = statement }) => !without || !samePlace(written.at, without),
  );
  const added = besides.map(statement => ({ statement, holder: principal, via: statement.at, uncertain: false }));
  const permissions = reader.permissions.having([...kept, ...added]);
  return {
    ...reader,
    permissions,
    limits: once(() => limitsOn(permissions)),
    asker: once(() => askerFor(permissions, index, ways)),
    dataAsker: once(() => askerFor(permissions, index, touching)),
  };
}
