/** Whether a permissions boundary holds those who must have it, by what its own document allows. */
import type { ResourceId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import type { Text } from '../../model/text';
import { managedPolicy } from '../../policy/managed-policies';
import { codeRunningServices } from '../permissions/code-services';
import { permissionsOf } from '../permissions/permissions';
import { administration } from './administering';
import { type Asker, askerFor } from './asker';
import type { Answered } from './asking';
import { creationsBy } from './creations';
import type { Step } from './escalation';
import { takeWithAny } from './everybody';
import { assumeRole } from './methods/chains';
import { creations } from './methods/identities';
import { gainOf } from './standing';
import { known, rolesNamed } from './targets';
import { take, type Way } from './ways';

export type Holds =
  | { readonly is: 'tight' }
  /** What it lets its holders do, by which they rise beyond it. */
  | { readonly is: 'leaky'; readonly by: Answered; readonly isCertain: boolean; readonly policy: Resource | undefined }
  /** Nobody here can read it. */
  | { readonly is: 'unread' };

/** Of the boundary with this ARN, as `asker` asks others to have it. */
export function boundaryHolds(arn: string, asker: Asker): Holds {
  const { index, permissions } = asker;
  const policy = policyOf(arn, asker);
  const kept = /:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  if (!policy && (kept === undefined || !managedPolicy(kept, permissions.principal.at))) return { is: 'unread' };
  const bounded = askerFor(permissionsOf(holderOf(arn, policy, permissions.principal), index), index);
  const leak = leakOf(arn, bounded, asker);
  return leak ? { is: 'leaky', by: leak.answers.at(-1)!, isCertain: leak.isCertain, policy } : { is: 'tight' };
}

/** The policy of the workspace that an ARN of the principal's requests means. */
export function policyOf(arn: string, { permissions: { principal }, index }: Asker): Resource | undefined {
  const id = /\$\{([^}]*#[^}]*)\}$/.exec(arn)?.[1];
  if (id !== undefined) return index.resource(id as ResourceId);
  const [found] = index.named(textOf(arn, principal), ['policy'], principal.at.uri);
  return found?.resource;
}

/** An identity that the boundary alone limits. It was made for the purpose, so it has no name and is of no environment's own. */
function holderOf(arn: string, policy: Resource | undefined, { name: _, ...maker }: Resource): Resource {
  const id = `${maker.id} bounded by ${arn}` as ResourceId;
  const attached = policy ? [] : [{ policy: textOf(arn, maker) }];
  return { ...maker, id, kind: 'role', grants: policy?.grants ?? [], attached, boundary: [], memberOf: [] };
}

function textOf(arn: string, { at }: Pick<Resource, 'at'>): Text {
  return { parts: [arn], at };
}

/** Passing a role to somebody who does what one says. */
const passRole: Step = { actions: ['iam:PassRole'], on: 'role', to: codeRunningServices };

function leakOf(arn: string, bounded: Asker, maker: Asker): Way | undefined {
  const administering = administration(bounded);
  if (administering) return { answers: administering, isCertain: administering.every(({ isCertain }) => isCertain) };
  return createsWithout(arn, bounded) ?? reachesOthers(passRole, bounded, maker) ?? assumesOthers(bounded, maker);
}

/** An identity without the boundary, or with another. */
function createsWithout(arn: string, bounded: Asker): Way | undefined {
  const chains = creations.filter(({ id }) => id.startsWith('create-')).flatMap(method => method.chains);
  const made = chains.flatMap(chain => creationsBy(chain, bounded));
  const way = made.find(({ boundary }) => boundary !== arn)?.way;
  return way && { ...way, answers: way.answers.slice(0, 1) };
}

function reachesOthers(step: Step, bounded: Asker, maker: Asker): Way | undefined {
  const any = takeWithAny([step], ['role'], bounded);
  if (any?.isCertain) return any;
  const ofProduction = rolesNamed(step.actions, bounded).filter(role => gainOf(role, maker)?.ofProduction);
  const ways = ofProduction.map(role => take([step], { role: known(role, bounded) }, bounded));
  return ways.find(way => way?.isCertain) ?? any ?? ways.find(way => way !== undefined);
}

/** Whom the roles trust that nobody lists, nobody knows. */
function assumesOthers(bounded: Asker, maker: Asker): Way | undefined {
  const way = reachesOthers(assumeRole, bounded, maker);
  if (!way) return undefined;
  const isKnown = bounded.index.resource(way.answers[0]!.hop.request.resource as ResourceId) !== undefined;
  return { ...way, isCertain: way.isCertain && isKnown };
}
