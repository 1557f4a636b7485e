/**
 * What is known of condition keys: which requests carry them, and with what. From AWS's pages on global condition keys and from
 * its Service Authorization Reference, as they read on 2026-03-01.
 */
import { anything, complement, intersect, type Language, literalIgnoringCase, type Range } from './language';

/** How AWS types values that are no plain texts. */
export type ValueType = 'arn' | 'number' | 'date' | 'address';

export interface ContextKey {
  /** As AWS spells it. */
  readonly name: string;
  /** Every request carries it. */
  readonly always: boolean;
  /** Holds a list of values, which `ForAllValues` and `ForAnyValue` ask about. */
  readonly multivalued: boolean;
  readonly type?: ValueType;
  /** What it can hold beyond what its type says. */
  readonly values: Language;
  /** The only actions whose requests carry it. */
  readonly actions: Language;
}

/** No request is made before these facts were read: a permission that ended earlier grants nothing. */
const sinceKnown: Range = { kind: 'range', scale: 'date', low: { at: Date.UTC(2026, 2, 1), included: true } };
const numbers: Range = { kind: 'range', scale: 'number' };
/** Digits that count seconds are read as a date too. */
const momentSinceKnown = intersect(sinceKnown, complement(numbers));
const secondsSinceKnown = intersect(sinceKnown, numbers);
const booleans = literalIgnoringCase('true', 'false');

const passRole = iam('PassRole');
const onPrincipals = iam(
  ...['CreateRole', 'CreateUser', 'AttachRolePolicy', 'AttachUserPolicy', 'DetachRolePolicy', 'DetachUserPolicy'],
  ...['PutRolePolicy', 'PutUserPolicy', 'DeleteRolePolicy', 'DeleteUserPolicy', 'PutRolePermissionsBoundary'],
  ...['DeleteRolePermissionsBoundary', 'PutUserPermissionsBoundary', 'DeleteUserPermissionsBoundary'],
);
const attachments = iam(
  ...['AttachUserPolicy', 'AttachRolePolicy', 'AttachGroupPolicy'],
  ...['DetachUserPolicy', 'DetachRolePolicy', 'DetachGroupPolicy'],
);

const KEYS: ReadonlyMap<string, ContextKey> = new Map(
  [
    key('aws:CurrentTime', { always: true, values: momentSinceKnown }),
    key('aws:EpochTime', { always: true, values: secondsSinceKnown }),
    key('aws:SecureTransport', { always: true, values: booleans }),
    key('aws:PrincipalArn', { always: true, type: 'arn' }),
    key('aws:PrincipalAccount', { always: true }),
    key('aws:PrincipalType', { always: true }),
    key('aws:PrincipalIsAWSService', { always: true, values: booleans }),
    key('aws:ViaAWSService', { always: true, values: booleans }),
    key('aws:MultiFactorAuthPresent', { values: booleans }),
    key('aws:MultiFactorAuthAge', { type: 'number' }),
    key('aws:TokenIssueTime', { type: 'date' }),
    key('aws:SourceIp', { type: 'address' }),
    key('aws:VpcSourceIp', { type: 'address' }),
    key('aws:SourceArn', { type: 'arn' }),
    ...['aws:userid', 'aws:username', 'aws:SourceVpc', 'aws:SourceVpce'].map(spelled),
    ...['aws:SourceAccount', 'aws:RequestedRegion', 'aws:PrincipalOrgID'].map(spelled),
    ...['aws:ResourceAccount', 'aws:ResourceOrgID', 'aws:UserAgent', 'aws:Referer', 'aws:CalledViaFirst'].map(spelled),
    ...['aws:TagKeys', 'aws:PrincipalOrgPaths', 'aws:ResourceOrgPaths', 'aws:SourceOrgPaths', 'aws:CalledVia'].map(
      listing,
    ),
    ...['aws:VpceOrgPaths', 'aws:PrincipalServiceNamesList', 'dynamodb:Attributes', 'dynamodb:LeadingKeys'].map(
      listing,
    ),
    ...['s3:RequestObjectTagKeys', 'kms:EncryptionContextKeys', 'kms:GrantOperations'].map(listing),
    ...['lambda:SubnetIds', 'lambda:SecurityGroupIds', 'cognito-identity.amazonaws.com:amr'].map(listing),
    key('lambda:Layer', { multivalued: true, type: 'arn' }),
    key('iam:PassedToService', { actions: passRole }),
    key('iam:AssociatedResourceArn', { type: 'arn', actions: passRole }),
    key('iam:PermissionsBoundary', { type: 'arn', actions: onPrincipals }),
    key('iam:PolicyARN', { type: 'arn', actions: attachments }),
    key('cloudformation:RoleArn', { type: 'arn' }),
    key('ec2:NewInstanceProfile', { type: 'arn' }),
    ...['sts:ExternalId', 'sts:RoleSessionName'].map(spelled),
  ].map(known => [known.name.toLowerCase(), known]),
);

/** What is known of a key, written in any case; of an unknown one, nothing is excluded. */
export function contextKey(name: string): ContextKey {
  return KEYS.get(name.toLowerCase()) ?? key(name, {});
}

function key(name: string, facts: Partial<ContextKey>): ContextKey {
  return { name, always: false, multivalued: false, values: anything, actions: anything, ...facts };
}

function spelled(name: string): ContextKey {
  return key(name, {});
}

function listing(name: string): ContextKey {
  return key(name, { multivalued: true });
}

function iam(...actions: readonly string[]): Language {
  return literalIgnoringCase(...actions.map(action => `iam:${action}`));
}
