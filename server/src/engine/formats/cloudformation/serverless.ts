import type { Attachment, Resource } from '../../model/resource';
import type { PolicyStatement, Principal } from '../../model/statement';
import type { Text } from '../../model/text';
import { child, children, type Place } from '../place';
import { underCircumstance } from '../policy/policy';
import type { Possible } from '../possible';
import { type Declaration, possibleItems, property, statementsAt } from './declaration';
import { attachments } from './iam';
import { normalised, opaque } from './parts';
import { textsAt } from './reader';
import { substituted } from './references';
import { serviceOf } from './resource-types';
import { samPolicyTemplates, type TemplateGrant } from './sam-policy-templates';
import { isImplicitRoleOwner } from './serverless-roles';
import { partsAt } from './strings';
import type { Parts, Scope } from './template';

/** What SAM makes of a function or state machine: the role it runs as, unless it names one. */
export interface ServerlessRole {
  readonly id: string;
  readonly says: Partial<Resource>;
}

/** The policy that SAM puts on every role of a function. */
const basicExecution = `arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`;

export function implicitRole(resource: Declaration): ServerlessRole | undefined {
  if (!isImplicitRoleOwner(resource.type, resource.properties.at(-1)) || property(resource, 'Role')) return undefined;
  const isFunction = resource.type === 'AWS::Serverless::Function';
  const policies = readPolicies(property(resource, 'Policies'), resource.scope);
  const at = resource.place.at;
  const basic: Attachment = {
    policy: { parts: normalised(substituted(basicExecution, new Map(), resource.scope)), at },
  };
  return {
    id: `${resource.id}Role`,
    says: {
      trust: trustOf(resource),
      grants: policies.grants,
      attached: isFunction ? [basic, ...policies.attached] : policies.attached,
      boundary: attachments(property(resource, 'PermissionsBoundary'), resource),
    },
  };
}

function trustOf(resource: Declaration): readonly PolicyStatement[] {
  const written = property(resource, 'AssumeRolePolicyDocument');
  if (written) return statementsAt(written, resource.scope);
  const at = resource.place.at;
  const text = (word: string): Text => ({ parts: [word], at });
  const service: Principal = { kind: 'service', name: text(serviceOf(resource.type) ?? 'lambda.amazonaws.com'), at };
  return [
    {
      effect: 'Allow',
      principals: { mode: 'only', list: [service] },
      actions: { mode: 'only', list: [text('sts:AssumeRole')], at },
      resources: { mode: 'except', list: [], at },
      conditions: [],
      form: 'iam-json',
      at,
    },
  ];
}

interface Policies {
  readonly grants: readonly PolicyStatement[];
  readonly attached: readonly Attachment[];
}

/** Names and ARNs of managed policies, policy documents and SAM's policy templates, in any mixture. */
function readPolicies(place: Place | undefined, scope: Scope): Policies {
  const found = possibleItems(place, scope);
  return {
    grants: found.flatMap(item => grantsOf(item, scope)),
    attached: found.flatMap(item => attachedBy(item, scope)),
  };
}

function attachedBy({ value, when }: Possible<Place>, scope: Scope): readonly Attachment[] {
  return (textsAt(value, scope) ?? []).map(policy => (when ? { policy, when } : { policy }));
}

function grantsOf({ value, when }: Possible<Place>, scope: Scope): readonly PolicyStatement[] {
  if (value.node.kind !== 'map' || textsAt(value, scope)) return [];
  if (child(value, 'Statement')) return statementsAt(value, scope, when);
  const found = children(value).flatMap(entry => templateStatements(entry.key, entry.place, scope));
  return underCircumstance(found, when);
}

function templateStatements(name: string, parameters: Place, scope: Scope): readonly PolicyStatement[] {
  const grants = samPolicyTemplates.get(name);
  if (!grants) {
    scope.template.problem(`\`${name}\` is no policy template of SAM`, { ...parameters.at, part: 'key' });
    return [];
  }
  const values = new Map(children(parameters).map(({ key, place }) => [key, partsAt(place, scope) ?? [opaque(key)]]));
  return grants.map(grant => templateStatement(grant, parameters.at, values, scope));
}

function templateStatement(
  [actions, ...resources]: TemplateGrant,
  at: Place['at'],
  values: ReadonlyMap<string, Parts>,
  scope: Scope,
): PolicyStatement {
  const [service, ...names] = actions.split(/:? /);
  const list = resources.map(resource => ({ parts: resourceParts(resource, values, scope), at }));
  return {
    effect: 'Allow',
    actions: { mode: 'only', list: names.map(name => ({ parts: [`${service}:${name}`], at })), at },
    resources: { mode: 'only', list, at },
    conditions: [],
    form: 'iam-json',
    at,
  };
}

function resourceParts(resource: string, values: ReadonlyMap<string, Parts>, scope: Scope): Parts {
  if (resource === '*') return ['*'];
  const text = resource.replace(':@:', ':${AWS::Region}:${AWS::AccountId}:').replace(/(?<!\$)\{(\w+)\}/g, '${$1}');
  return normalised(substituted(resource.startsWith('{') ? text : `arn:\${AWS::Partition}:${text}`, values, scope));
}
