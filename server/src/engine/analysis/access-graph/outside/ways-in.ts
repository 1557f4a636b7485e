/** What an Allow of a resource's own policy lets somebody do with it. */
import type { PolicyStatement, Principal } from '../../../model/statement';
import { covers } from '../../../model/text';
import type { WorkspaceIndex } from '../../index/workspace-index';
import type { How } from '../access-graph';
import { changesCode, codeActions } from '../becoming/code-by-policy';
import { dataKinds, dataWords, type Touch } from '../data/data-kinds';
import { functionTypes } from '../data/message-kinds';
import type { Entry } from '../directory/entries';
import { addressFor, asksForAddress, INVOKE } from './addresses';
import { assumingBy } from './federations/providers';

export interface Way {
  readonly how: How;
  readonly says: string;
  /** What has to be set up for it, in words. */
  readonly provided?: string | undefined;
}

export function waysInto(
  entry: Pick<Entry, 'resource' | 'asides' | 'policies'>,
  principal: Principal,
  allow: PolicyStatement,
  index: WorkspaceIndex,
): readonly Way[] {
  const { resource } = entry;
  const isAllowed = (action: string) => covers(allow.actions, action, true) !== 'no';
  if (resource.kind === 'role')
    return assumingBy(principal, resource, index).some(isAllowed) ? [{ how: 'assumes', says: 'may assume' }] : [];
  return touchesAllowed(entry, allow, isAllowed);
}

function touchesAllowed(
  entry: Pick<Entry, 'resource' | 'asides' | 'policies'>,
  allow: PolicyStatement,
  isAllowed: (action: string) => boolean,
): readonly Way[] {
  const { type } = entry.resource;
  const found = new Map<How, Way>();
  for (const { touches, says, provided, by } of dataKinds.filter(({ types }) => types.includes(type))) {
    const address = by === 'calls' ? addressFor(allow, entry) : 'any';
    if (address === 'none') continue;
    for (const [how, actions] of Object.entries(touches) as [Touch, readonly string[]][]) {
      const isNew = provided === undefined || !found.has(how);
      const isMeant = (action: string) => isAllowed(action) && !(action === INVOKE && asksForAddress(allow));
      if (!isNew || !actions.some(isMeant)) continue;
      found.set(how, { how, says: says ?? dataWords[how], provided: address === 'known' ? undefined : provided });
    }
  }
  const isCode = functionTypes.has(type) && codeActions.some(isAllowed);
  return [...found.values(), ...(isCode ? [{ how: 'changes-code', says: changesCode } as const] : [])];
}
