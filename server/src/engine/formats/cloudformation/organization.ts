/** What a template says of an organization: its accounts, the units that hold them, and the policies on both. */
import type { Resource } from '../../model/resource';
import type { Text } from '../../model/text';
import { controlPolicyKind } from '../organization';
import { type Declaration, possibleTexts, property, propertyText, statementsAt, textsOf } from './declaration';
import type { Lowering } from './iam';
import { literalOf } from './parts';

export const organizationTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['AWS::Organizations::Policy', policy],
  ['AWS::Organizations::Account', resource => ({ memberOf: textsOf(resource, 'ParentIds') })],
  ['AWS::Organizations::OrganizationalUnit', resource => ({ memberOf: textsOf(resource, 'ParentId') })],
]);

/** Of a type that nobody knows, the content may be an IAM policy and is read as one. */
function policy(resource: Declaration): Partial<Resource> {
  const type = literalOf(propertyText(resource, 'Type')?.parts);
  const controls = type === undefined ? undefined : controlPolicyKind(type);
  const content = type === undefined || controls ? property(resource, 'Content') : undefined;
  return {
    grants: statementsAt(content, resource.scope),
    attachedTo: certainTargets(resource),
    ...(controls ? { controls } : {}),
  };
}

/** Those to which it is attached in each deployment. */
function certainTargets(resource: Declaration): readonly Text[] {
  const found = possibleTexts(property(resource, 'TargetIds'), resource.scope);
  return found.flatMap(({ value, when }) => (when === undefined ? [value] : []));
}
