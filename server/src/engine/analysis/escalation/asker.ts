/** A principal whose ways are looked for, and what is known of them so far. */
import type { Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import { statementsIn } from '../../policy/decide';
import { once } from '../../policy/once';
import { asksForOwnRegion } from '../deployments/regions';
import type { WorkspaceIndex } from '../index/workspace-index';
import { controlPoliciesOn } from '../permissions/organization';
import type { Grant, Permissions } from '../permissions/permissions';
import { attachedPolicy } from '../permissions/principal-policies';
import { limitsOn } from '../permissions/written-accounts';
import type { Answered } from './asking';
import { type Concerning, reported } from './concerning';
import type { Creation } from './creations';
import type { IdentityGain } from './escalation';
import { policiesToWrite } from './writing-policies';

export interface Asker {
  readonly permissions: Permissions;
  readonly index: WorkspaceIndex;
  /** The actions that are asked about. */
  readonly concerning: Concerning;
  readonly byAction: ReadonlyMap<string, readonly Grant[]>;
  /** By action and what it is about, as methods share steps. */
  readonly answers: Map<string, Answered | undefined>;
  readonly newArns: Map<string, readonly string[]>;
  /** How ARNs begin, by action and pattern. */
  readonly places: Map<string, readonly string[]>;
  /** By actions. */
  readonly rolesNamed: Map<string, readonly Resource[]>;
  /** By the first steps of the chains that make something. */
  readonly creations: Map<string, readonly Creation[]>;
  /** Context keys about tags of resources that some policy of the principal asks about, in lower case. */
  readonly tagKeys: () => ReadonlySet<string>;
  /** Whether some policy asks in which region something is done, and all that do say which. */
  readonly asksForRegion: () => boolean;
  /** Policies that it may write, by ARN. */
  readonly policiesToWrite: () => ReadonlyMap<string, Answered>;
  readonly gains: Map<Resource, IdentityGain | undefined>;
  /** By kind: resources of the principal's own template and of others of its account. */
  readonly near: Map<Resource['kind'], readonly Resource[]>;
}

export function askerFor(permissions: Permissions, index: WorkspaceIndex, concerning = reported): Asker {
  const byAction = concerning.grantsByAction(permissions.grants);
  const keys = once(() => keysAsked(permissions, index));
  const asker: Asker = {
    permissions,
    index,
    concerning,
    byAction,
    answers: new Map(),
    newArns: new Map(),
    places: new Map(),
    rolesNamed: new Map(),
    creations: new Map(),
    tagKeys: once(() => new Set([...keys()].filter(key => key.includes('resourcetag/')))),
    asksForRegion: once(() => keys().has(REQUESTED_REGION) && !askForUnknownRegion(statementsOf(permissions))),
    policiesToWrite: once(() => policiesToWrite(asker)),
    gains: new Map(),
    near: new Map(),
  };
  return asker;
}

export const REQUESTED_REGION = 'aws:requestedregion';

function statementsOf(permissions: Permissions): readonly PolicyStatement[] {
  return [...permissions.grants.map(({ statement }) => statement), ...limitsOn(permissions)];
}

/** The same where policies of what is asked about want to know it too. */
export function askingWith(policies: readonly PolicyStatement[], asker: Asker): Asker {
  const isAsked = policies.some(({ conditions }) =>
    conditions.some(({ key }) => key.toLowerCase() === REQUESTED_REGION),
  );
  if (!isAsked) return asker;
  return { ...asker, asksForRegion: () => !askForUnknownRegion([...policies, ...statementsOf(asker.permissions)]) };
}

/** That of the stack of a policy, where nobody knows in which it stands. */
function askForUnknownRegion(statements: readonly PolicyStatement[]): boolean {
  return statements.some(({ conditions }) => conditions.some(asksForOwnRegion));
}

/** In lower case. */
function keysAsked({ principal, policies }: Permissions, index: WorkspaceIndex): ReadonlySet<string> {
  const limits = principal.boundary.flatMap(one => attachedPolicy(one, principal, index, undefined).statements);
  const controls = [...policies.controls, ...controlPoliciesOn(index.accountOf(principal), 'resource', index)];
  const all = [...policies.statements, ...limits, ...controls.flatMap(statementsIn)];
  return new Set(all.flatMap(({ statement }) => statement.conditions.map(({ key }) => key.toLowerCase())));
}

/** Remembered under `key`. */
export function remembering(asker: Asker, key: string, work: () => Answered | undefined): Answered | undefined {
  if (asker.answers.has(key)) return asker.answers.get(key);
  const answer = work();
  asker.answers.set(key, answer);
  return answer;
}
