/** What an Allow of a resource's own policy lets somebody do with it. */
import type { Resource } from '../../../model/resource';
import type { PolicyStatement, Principal } from '../../../model/statement';
import { covers } from '../../../model/text';
import type { WorkspaceIndex } from '../../index/workspace-index';
import type { How } from '../access-graph';
import { changesCode, codeActions } from '../becoming/code-by-policy';
import { dataKinds, dataWords, type Touch } from '../data/data-kinds';
import { functionTypes } from '../data/message-kinds';
import { assumingBy } from './federations/providers';

export interface Way {
  readonly how: How;
  readonly says: string;
  /** What has to be set up for it, in words. */
  readonly provided?: string | undefined;
}

export function waysInto(
  resource: Resource,
  principal: Principal,
  { actions }: PolicyStatement,
  index: WorkspaceIndex,
): readonly Way[] {
  const isAllowed = (action: string) => covers(actions, action, true) !== 'no';
  if (resource.kind !== 'role') return touchesAllowed(resource, isAllowed);
  return assumingBy(principal, resource, index).some(isAllowed) ? [{ how: 'assumes', says: 'may assume' }] : [];
}

function touchesAllowed({ type }: Resource, isAllowed: (action: string) => boolean): readonly Way[] {
  const found = new Map<How, Way>();
  for (const { touches, says, provided } of dataKinds.filter(({ types }) => types.includes(type))) {
    for (const [how, actions] of Object.entries(touches) as [Touch, readonly string[]][]) {
      const isNew = provided === undefined || !found.has(how);
      if (isNew && actions.some(isAllowed)) found.set(how, { how, says: says ?? dataWords[how], provided });
    }
  }
  const isCode = functionTypes.has(type) && codeActions.some(isAllowed);
  return [...found.values(), ...(isCode ? [{ how: 'changes-code', says: changesCode } as const] : [])];
}
