/** A change of the statement that lets a path through, which is tried before it is offered. */
import type { AccessNode, Supposed } from '../../../analysis/access-graph/access-graph';
import { patternsIn } from '../../../analysis/access-graph/directory/patterns';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Grant } from '../../../analysis/permissions/permissions';
import type { Resource } from '../../../model/resource';
import type { PolicyStatement } from '../../../model/statement';
import type { Change } from '../../iam/privilege-escalation/limits';
import type { Fix } from '../../rule';
import type { Hop, Reach } from './reaches';

/** A hop whose statement is to change. */
export interface Weak {
  readonly reach: Reach;
  readonly hop: Hop;
  readonly grant: Grant;
  /** What the statement stands in. */
  readonly holder: Resource;
  readonly index: WorkspaceIndex;
}

/** A fix, and what the policies of the hop's first end say after it. */
export interface Attempt {
  readonly fix: Fix;
  readonly supposed: Supposed;
}

export function besides({ leaves }: Change): Supposed {
  return { besides: leaves([]).map(({ statement }) => statement) };
}

/** Whether a statement is about nothing else, by reference. */
export function namesAlone(statement: PolicyStatement, { resource }: AccessNode): boolean {
  const patterns = patternsIn(statement);
  return patterns.length > 0 && patterns.every(({ refersTo }) => refersTo !== undefined && refersTo === resource?.id);
}

export const PASS_ROLE = 'iam:PassRole';
