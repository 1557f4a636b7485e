/** A principal whose ways are looked for, and what is known of them so far. */
import type { Resource } from '../../model/model';
import type { WorkspaceIndex } from '../index/workspace-index';
import type { Grant, Permissions } from '../permissions/permissions';
import type { Answered } from './asking';
import { grantsByAction } from './concerning';

export interface Asker {
  readonly permissions: Permissions;
  readonly index: WorkspaceIndex;
  readonly byAction: ReadonlyMap<string, readonly Grant[]>;
  /** By action and what it is about, as methods share steps. */
  readonly answers: Map<string, Answered | undefined>;
  readonly newArns: Map<string, readonly string[]>;
  /** How ARNs begin, by action and pattern. */
  readonly places: Map<string, readonly string[]>;
  /** By kind: resources of the principal's own template and of others of its account. */
  readonly near: Map<Resource['kind'], readonly Resource[]>;
}

export function askerFor(permissions: Permissions, index: WorkspaceIndex): Asker {
  const byAction = grantsByAction(permissions.grants);
  return { permissions, index, byAction, answers: new Map(), newArns: new Map(), places: new Map(), near: new Map() };
}

/** Remembered under `key`. */
export function remembering(asker: Asker, key: string, work: () => Answered | undefined): Answered | undefined {
  if (asker.answers.has(key)) return asker.answers.get(key);
  const answer = work();
  asker.answers.set(key, answer);
  return answer;
}
