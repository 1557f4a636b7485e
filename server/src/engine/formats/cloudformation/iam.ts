import type { Attachment, Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import type { Text } from '../../model/text';
import { concatenated } from '../lists';
import { child, type Place } from '../place';
import { type Declaration, possibleItems, possibleTexts, property, statementsAt, textsOf } from './declaration';
import { normalised, opaque } from './parts';
import { factsOf } from './resource-types';
import { partsAt, textAt } from './strings';
import type { Parts } from './template';

/** What a type says beyond what all resources say. */
export type Lowering = (resource: Declaration) => Partial<Resource>;

export const identities: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['AWS::IAM::Role', role],
  ['AWS::IAM::User', resource => ({ ...principal(resource), memberOf: textsOf(resource, 'Groups') })],
  ['AWS::IAM::Group', principal],
  ['AWS::IAM::ManagedPolicy', policy],
  ['AWS::IAM::Policy', policy],
  ['AWS::IAM::RolePolicy', resource => policyOf(resource, 'RoleName')],
  ['AWS::IAM::UserPolicy', resource => policyOf(resource, 'UserName')],
  ['AWS::IAM::GroupPolicy', resource => policyOf(resource, 'GroupName')],
  ['AWS::IAM::InstanceProfile', resource => ({ ...named(resource), memberOf: textsOf(resource, 'Roles') })],
  ['AWS::IAM::UserToGroupAddition', groupAddition],
  ['AWS::SSO::PermissionSet', permissionSet],
]);

function role(resource: Declaration): Partial<Resource> {
  const trust = statementsAt(property(resource, 'AssumeRolePolicyDocument'), resource.scope);
  return { ...principal(resource), trust };
}

function principal(resource: Declaration): Partial<Resource> {
  return {
    ...named(resource),
    grants: inlinePolicies(property(resource, 'Policies'), resource),
    attached: attachments(property(resource, 'ManagedPolicyArns'), resource),
    boundary: attachments(property(resource, 'PermissionsBoundary'), resource),
  };
}

/** The statements of `[{ PolicyName, PolicyDocument }]`. */
function inlinePolicies(place: Place | undefined, { scope }: Declaration): readonly PolicyStatement[] {
  return concatenated(
    possibleItems(place, scope).map(({ value, when }) => statementsAt(child(value, 'PolicyDocument'), scope, when)),
  );
}

export function attachments(place: Place | undefined, { scope }: Declaration): readonly Attachment[] {
  return possibleTexts(place, scope).map(({ value, when }) => (when ? { policy: value, when } : { policy: value }));
}

/** A policy that says itself on whom it is put. */
function policy(resource: Declaration): Partial<Resource> {
  const attachedTo = concatenated(['Roles', 'Users', 'Groups'].map(name => textsOf(resource, name)));
  const grants = statementsAt(property(resource, 'PolicyDocument'), resource.scope);
  return { ...named(resource), grants, attachedTo };
}

function policyOf(resource: Declaration, owner: string): Partial<Resource> {
  return {
    grants: statementsAt(property(resource, 'PolicyDocument'), resource.scope),
    attachedTo: textsOf(resource, owner),
  };
}

/** Says of users that they are in a group; `resources.ts` tells the users of the same template. */
function groupAddition(resource: Declaration): Partial<Resource> {
  return { attachedTo: textsOf(resource, 'Users'), memberOf: textsOf(resource, 'GroupName') };
}

function permissionSet(resource: Declaration): Partial<Resource> {
  const { scope } = resource;
  const references = possibleItems(property(resource, 'CustomerManagedPolicyReferences'), scope);
  const customer = references.flatMap(({ value, when }): readonly Attachment[] => {
    const written = pathAndName(child(value, 'Path'), child(value, 'Name'), resource);
    return written ? [when ? { policy: written, when } : { policy: written }] : [];
  });
  const boundary = property(resource, 'PermissionsBoundary');
  return {
    grants: statementsAt(property(resource, 'InlinePolicy'), scope),
    attached: [...attachments(property(resource, 'ManagedPolicies'), resource), ...customer],
    boundary: boundary ? permissionSetBoundary(boundary, resource) : [],
  };
}

function permissionSetBoundary(place: Place, resource: Declaration): readonly Attachment[] {
  return possibleItems(place, resource.scope).flatMap(({ value, when }): readonly Attachment[] => {
    const own = child(value, 'CustomerManagedPolicyReference');
    const arn = child(value, 'ManagedPolicyArn');
    const found = own
      ? pathAndName(child(own, 'Path'), child(own, 'Name'), resource)
      : arn && textAt(arn, resource.scope);
    return found ? [when ? { policy: found, when } : { policy: found }] : [];
  });
}

/** IAM's name with its path: `service-role/app`. With a path and no name, CloudFormation makes one up. */
function named(resource: Declaration): { readonly name?: Text } {
  const name = property(resource, factsOf(resource.type).name ?? 'Name');
  const path = property(resource, 'Path');
  const made = path && !name ? madeUpName(path, resource) : undefined;
  const written = made ?? pathAndName(path, name, resource);
  return written ? { name: written } : {};
}

function madeUpName(path: Place, resource: Declaration): Text | undefined {
  const parts = pathParts(path, resource);
  return parts.length > 0 ? { parts: normalised([...parts, opaque(`${resource.id} name`)]), at: path.at } : undefined;
}

function pathAndName(path: Place | undefined, name: Place | undefined, resource: Declaration): Text | undefined {
  const own = name && partsAt(name, resource.scope);
  return own && { parts: normalised([...(path ? pathParts(path, resource) : []), ...own]), at: name.at };
}

/** A path without the slash that it begins with. */
function pathParts(path: Place, { scope }: Declaration): Parts {
  const [first, ...rest] = partsAt(path, scope) ?? [];
  if (first === undefined) return [];
  return normalised([typeof first === 'string' && first.startsWith('/') ? first.slice(1) : first, ...rest]);
}
