/** Escalations of the principals of small templates, as short words. */

import type { Escalation } from '../../server/src/engine/analysis/escalation/escalation';
import { escalationsOf } from '../../server/src/engine/analysis/escalation/escalations';
import { permissionsOf } from '../../server/src/engine/analysis/permissions/permissions';
import type { Resource } from '../../server/src/engine/model/resource';
import { type Documents, snapshotOf } from './workspace';

const kinds = ['role', 'user', 'group', 'policy', 'permission-set'] as const;

/** Of the principal with this label; `resources` are those of one CloudFormation template, in YAML. */
export function escalationsIn(resources: string, label = 'Dev', more: Documents = {}): readonly Escalation[] {
  const { index } = snapshotOf({
    'template.yaml': `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${resources}`,
    ...more,
  });
  const all = kinds.flatMap((kind): readonly Resource[] => index.ofKind(kind));
  return escalationsOf(permissionsOf(all.find(resource => resource.label === label)!, index), index);
}

/** `attach-policy: anything`, `possibly access-key: any user`. */
export function inWords({ method, gain, confidence }: Escalation): string {
  return `${confidence === 'possible' ? 'possibly ' : ''}${method.id}: ${gainInWords(gain)}`;
}

function gainInWords(gain: Escalation['gain']): string {
  if (gain.kind === 'identity') return gain.identity.label;
  return gain.kind === 'any-identity' ? `any ${gain.of}` : gain.kind;
}

/** The same, of the principal `Dev` in a template. */
export function waysIn(resources: string, label = 'Dev', more: Documents = {}): readonly string[] {
  return escalationsIn(resources, label, more).map(inWords);
}

/** A role `Dev` with these statements in an inline policy; `properties` are further lines of it. */
export function devRole(statements: string, properties = ''): string {
  return `  Dev:
    Type: AWS::IAM::Role
    Properties:
      RoleName: dev-ci
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: "*" }, Action: sts:AssumeRole }] }${properties}
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [${statements}] } }]
`;
}

/** `${effect}` of these actions on these resources, in YAML's flow style. */
export function allow(actions: string, resources = '"*"', condition = ''): string {
  const more = condition === '' ? '' : `, Condition: ${condition}`;
  return `{ Effect: Allow, Action: [${actions}], Resource: [${resources}]${more} }`;
}
