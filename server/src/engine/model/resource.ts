import type { Json } from '../text/json';
import type { SourcePointer } from '../text/text';
import type { Delivery } from './delivery';
import type { Claim } from './environment';
import type { AccountId, ResourceId } from './ids';
import type { PolicyStatement } from './statement';
import type { Answer, Text } from './text';
import type { When } from './when';

export interface Resource {
  readonly id: ResourceId;
  /** Logical id or Terraform address: what a person calls it. */
  readonly label: string;
  /** The provider's own word: `AWS::IAM::Role`, `aws_iam_role`. */
  readonly type: string;
  readonly kind: ResourceKind;
  /** Its physical name, where the template sets one. For IAM with its path: `service-role/app`. */
  readonly name?: Text;
  /** Its ARN or other attributes are said by others in the same document like this (`{ 'Fn::GetAtt': ['R', 'Arn'] }`). */
  readonly spelling?: { readonly arn?: Json; readonly name?: Json };
  readonly when?: When;
  /** Who may become it or reach it: a role's trust policy, a bucket's resource policy. */
  readonly trust: readonly PolicyStatement[];
  /** What it may do, or what a policy resource says: statements written in the resource itself. */
  readonly grants: readonly PolicyStatement[];
  /** Policies put on this principal. */
  readonly attached: readonly Attachment[];
  /** Permissions boundaries: one, or alternatives under conditions. */
  readonly boundary: readonly Attachment[];
  /** Of a policy: what it is put on, by name, id, ARN or reference. */
  readonly attachedTo: readonly Text[];
  /** Of a user: its groups. Of an instance profile: its roles. Of an account or organizational unit: what holds it. */
  readonly memberOf: readonly Text[];
  /** Of an organization's policy: what it bounds in the accounts that it is put on. Absent: it is no IAM policy, or nobody knows. */
  readonly controls?: ControlPolicyKind;
  /** Of what an organization holds: the id that AWS gave it, where it is known: `111122223333`, `ou-abcd-12345678`. */
  readonly organizationId?: string;
  /** Policies that bound the sessions in which it uses its roles, all of them together. */
  readonly session?: SessionPolicies;
  /** Roles this compute, pipeline or stack acts with. */
  readonly runsAs: readonly Text[];
  /** Of `runsAs`, those that a service uses to start it, and that what runs in it never gets: a task's execution role. */
  readonly startedWith?: readonly Text[];
  /** Of what keeps compute running: what it starts. */
  readonly starts?: readonly Start[];
  /** Of a user, or of what says so of one: a password for AWS's console. */
  readonly hasPassword?: true;
  /** Of a function: what says whose signature its code needs. */
  readonly signedBy?: readonly Text[];
  /** Of what says so: whether code without one is refused. */
  readonly refusesUnsigned?: Answer;
  /** The service that uses `runsAs`, as a service principal: `lambda.amazonaws.com`. */
  readonly service?: string;
  readonly tags: Readonly<Record<string, Text>>;
  /** What its name, tags and paths say about an environment; not yet judged. */
  readonly claims: readonly Claim[];
  /** What else it names that may belong to an environment: ARNs, secret paths, buckets in variables. */
  readonly mentions: readonly Text[];
  /** What its variables are set to and only deployment says: mentions where that makes an ARN or a path of it. And words for a stage. */
  readonly variables?: readonly Text[];
  /** The keys without which nobody can read what it holds; several where it is open which of them. */
  readonly encryptedBy?: readonly Text[];
  /** Ways in that are set up or not. Absent: nobody says. */
  readonly takes?: Partial<Readonly<Record<WayIn, Answer>>>;
  /** Of a database of a cluster: the cluster, which decides about that. Of what a proxy connects to: the proxy, which is to take it too. */
  readonly takesBy?: readonly Text[];
  /** Of a bucket, or of what says so of one: whether it lets nobody in by a policy for the public. Absent: nobody says. */
  readonly blocksPublic?: Answer;
  /** Of an access key: whose it is. Of others: the access keys whose secrets stand in it. */
  readonly credentials?: readonly Text[];
  /** Of what builds and deploys: the code that it runs from beyond AWS. */
  readonly delivery?: Delivery;
  /** ARNs of things with their accounts, and accounts: of the account's environment, whatever they are called. */
  readonly elsewhere?: readonly Text[];
  /** What must be there before it, of which nothing else here tells: `DependsOn`, `depends_on`, properties that are not read. */
  readonly dependsOn?: readonly ResourceId[];
  /** Of people whom `bulkhead.yaml` tells of: nothing that lands. Their account; absent: each of the workspace. */
  readonly declared?: { readonly account?: AccountId };
  /** Where in AWS it takes its code from, and takes what stands there then: not of images that it takes by their digests. */
  readonly codeFrom?: readonly CodeOrigin[];
  /** Repositories whose images it takes by their digests, which nobody changes. */
  readonly pinsImagesOf?: readonly ResourceId[];
  /** Of a repository of images: what has a tag keeps it. */
  readonly keepsTags?: true;
  /** Which of the document's deployments it belongs to, where there are several (a Terraform provider). */
  readonly scope?: string;
  /** Its own, wherever its template lands. */
  readonly region?: Text;
  /** It has replicas in other regions, or what it is attached to has. Of what replicates images: the repositories of its account have. */
  readonly isReplicated?: true;
  /** What holds it: where that has replicas, it has. */
  readonly replicatedWith?: readonly Text[];
  readonly at: SourcePointer;
}

export type ResourceKind =
  | 'role'
  | 'user'
  | 'group'
  | 'permission-set'
  | 'policy'
  | 'instance-profile'
  | 'organization-policy'
  | 'organizational-unit'
  | 'account'
  | 'network-endpoint'
  | 'data'
  | 'secret'
  | 'compute'
  | 'pipeline'
  | 'identity-provider'
  | 'stack'
  | 'other';

/**
 * What code is taken from, as it is named: a bucket or what is in it, by name or ARN; a repository of code, by name or address; one of
 * images, by name; an image, by address.
 */
export interface CodeOrigin {
  readonly kind: 'bucket' | 'repository' | 'images' | 'image';
  readonly named: Text;
}

/** A policy that is put on a principal: by ARN, by name, or by reference to the resource that makes it. */
export interface Attachment {
  readonly policy: Text;
  readonly when?: When;
}

/** What is handed to `sts:AssumeRole` with a role. */
export interface SessionPolicies {
  readonly statements: readonly PolicyStatement[];
  readonly attached: readonly Attachment[];
}

/** `service`: what principals of an account may do. `resource`: what may be done with resources of an account. */
export type ControlPolicyKind = 'service' | 'resource';

/**
 * Of a database: logins of IAM, and statements by the Data API. Of an identity pool: guests. Of a function, or of what says so of one:
 * calls by its address, of anyone or of those who sign.
 */
export type WayIn = 'iam-logins' | 'statements' | 'guests' | 'calls' | 'signed-calls';

/** A task definition or a launch template, and how it is started. */
export interface Start {
  readonly what: Text;
  /** Of a task: whether commands can be run in it (ECS Exec). */
  readonly takesCommands?: Answer;
  /** Of a task: by name, ARN or reference. Absent: the one that is called `default`. */
  readonly cluster?: Text;
  /** Of a launch template: `$Latest`, `$Default`, a number. Absent: the default version. */
  readonly version?: Text;
}
