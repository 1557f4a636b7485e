/**
 * The vocabulary: what a template says about principals, policies, resources, accounts and environments. Plain JSON data, no
 * classes, no ranges: two facts are equal when their JSON is. Nothing here knows a format or a grammar.
 */
import type { Json } from '../text/json';
import type { SourcePointer, Uri } from '../text/text';
import type { Settings } from './settings';

export type { Settings } from './settings';

/** What only deployment decides. */
export interface Hole {
  /** As the template says it: `AWS::AccountId`, `TaskRole.Arn`, `var.role`. */
  readonly hole: string;
  /**
   * `ambient`: the deployment's own account, region, partition, stack: never a wildcard, the same everywhere in one deployment.
   * `parameter`: chosen by whoever deploys, wildcards included. `reference`: decided by another resource, one literal value.
   * `opaque`: cannot be known from the text.
   */
  readonly kind: 'ambient' | 'parameter' | 'reference' | 'opaque';
  /** Every possible value, where the template says them (AllowedValues, both branches of a condition). */
  readonly oneOf?: readonly string[];
  /** The value when nobody chooses another. */
  readonly default?: string;
  /** Which of `oneOf` it is under which choices, where the template says so; nothing else is possible then. */
  readonly cases?: readonly { readonly value: string; readonly when: When }[];
  /** The resource that decides it. */
  readonly resource?: ResourceId;
  /** Which of its attributes: `arn`, `name`, or the provider's word. */
  readonly attribute?: string;
  /** The name of another stack's export that decides it. */
  readonly import?: string;
  /** Unlike `import`, a name that deployment completes. */
  readonly importNamed?: Text['parts'];
}

/** A string as far as the template fixes it. Adjacent strings are joined, empty ones left out. */
export interface Text {
  readonly parts: readonly (string | Hole)[];
  readonly at: SourcePointer;
}

/** The answer to any question about a Text. */
export type Answer = 'yes' | 'no' | 'maybe';

/** `only` these, or everything `except` these (NotAction, NotResource). An absent Resource is `except` with an empty list. */
export interface Patterns {
  readonly mode: 'only' | 'except';
  readonly list: readonly Text[];
  readonly at: SourcePointer;
}

export interface Condition {
  /** As written: `StringEqualsIfExists`, `ForAllValues:StringLike`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Text[];
  readonly at: SourcePointer;
}

export type Principal =
  | { readonly kind: 'anyone'; readonly at: SourcePointer }
  | { readonly kind: 'account'; readonly account: Text; readonly at: SourcePointer }
  | { readonly kind: 'identity'; readonly arn: Text; readonly at: SourcePointer }
  | { readonly kind: 'service'; readonly name: Text; readonly at: SourcePointer }
  | { readonly kind: 'federated'; readonly provider: Text; readonly at: SourcePointer }
  | { readonly kind: 'canonical'; readonly id: Text; readonly at: SourcePointer };

/**
 * Under which choices of the deployment a thing exists: alternatives, each a list of facts that hold together. Absent: always.
 * An empty list: never.
 */
export type When = readonly (readonly Choice[])[];
/** `of` is (`is`) or is not `value`: parameter `Env` is `prod`; condition `HasVpc` is `true`. */
export interface Choice {
  readonly of: string;
  readonly value: string;
  readonly is: boolean;
  /** What `of` is when nobody chooses. */
  readonly default?: string;
}

export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly sid?: string;
  /** Absent: the identity that the policy is attached to. `except`: NotPrincipal. */
  readonly principals?: { readonly mode: 'only' | 'except'; readonly list: readonly Principal[] };
  readonly actions: Patterns;
  readonly resources: Patterns;
  readonly conditions: readonly Condition[];
  readonly when?: When;
  /** `${aws:username}` in it is plain text, as in a policy of version `2008-10-17`. Absent: a variable. */
  readonly variables?: false;
  /**
   * How it is written, so that a fix can be said: an IAM JSON policy (`Action`, `Condition: {operator: {key: values}}`) or a
   * Terraform `aws_iam_policy_document` (`actions`, `condition` blocks).
   */
  readonly form: 'iam-json' | 'policy-document';
  readonly at: SourcePointer;
}

/** A policy that is put on a principal: by ARN, by name, or by reference to the resource that makes it. */
export interface Attachment {
  readonly policy: Text;
  readonly when?: When;
}

/** `service`: what principals of an account may do. `resource`: what may be done with resources of an account. */
export type ControlPolicyKind = 'service' | 'resource';

/** What is handed to `sts:AssumeRole` with a role. */
export interface SessionPolicies {
  readonly statements: readonly PolicyStatement[];
  readonly attached: readonly Attachment[];
}

/** `${uri}#${logical id or address}`. */
export type ResourceId = string & { readonly __resource: never };

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
  /** Of a bucket, or of what says so of one: it lets nobody in by a policy for the public. */
  readonly blocksPublic?: true;
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
  /** Repositories whose images it takes by their digests, which nobody changes. */
  readonly pinsImagesOf?: readonly ResourceId[];
  /** Of a repository of images: what has a tag keeps it. */
  readonly keepsTags?: true;
  /** Which of the document's deployments it belongs to, where there are several (a Terraform provider). */
  readonly scope?: string;
  readonly at: SourcePointer;
}

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

/** How code of a repository comes to run: in a build, in what a pipeline does, or by a webhook of one of these. */
export interface Delivery {
  readonly sources: readonly CodeSource[];
  /** Of a pipeline: what it does with the code. */
  readonly steps: readonly DeliveryStep[];
  /** What is run is written in the template, not beside the code. */
  readonly ownCommands?: true;
}

export interface CodeSource {
  /** `acme/app`. Of a webhook: absent, that of what it is put on. */
  readonly repository?: Text;
  /** Absent: any, or nobody says. */
  readonly branch?: Text;
  /** Who gives the code: those who may push, or whoever opens a pull request. */
  readonly by: 'push' | 'pull-request';
  readonly runs: 'at-once' | 'when-approved' | 'when-started';
  readonly at: SourcePointer;
}

export interface DeliveryStep {
  readonly does: 'build' | 'deploy';
  /** The project that builds. */
  readonly by?: Text;
  /** Somebody has to approve what comes from the source before. */
  readonly isApproved: boolean;
  readonly when?: When;
}

export type AccountId = string & { readonly __account: never };
export type Tier = 'development' | 'test' | 'staging' | 'production';

/** Words that may name an environment, and where they stand: evidence not yet weighed. */
export interface Claim {
  readonly source:
    | 'declared'
    | 'tag'
    | 'stack-tag'
    | 'default-tag'
    | 'stage'
    | 'stack-name'
    | 'deployment'
    | 'module'
    | 'workspace'
    | 'name'
    | 'path';
  readonly text: Text;
  /** What carries it, for a sentence: the tag's key, the property's name. */
  readonly key?: string;
}

/** A claim about an environment, with what it rests on, strongest first. */
export interface Environment {
  readonly name: string;
  readonly tier: Tier | undefined;
  readonly evidence: readonly { readonly message: string; readonly at: SourcePointer }[];
  /** What says another one, and is weaker. */
  readonly against?: Environment['evidence'];
}

/** One landing of a document in an account: what is set there, and why we think so. */
export interface Deployment {
  /** Unique within the document that states it. */
  readonly id: string;
  /** The template that lands. */
  readonly document: Uri;
  /** Only resources of this scope (a Terraform provider); absent: the whole document. */
  readonly scope?: string;
  /** Twelve digits, or a hole; absent when nothing names it. */
  readonly account?: Text;
  /** Accounts that are said as well and do not count: a person is to hear of the contradiction. */
  readonly otherAccounts?: readonly Text[];
  /** Where else the same account is said: it lands in another only once all of them say that. */
  readonly sameAccount?: readonly Text[];
  /** Nothing that is deployed says the account: it is known by what a credential made or saw. */
  readonly byCredential?: true;
  readonly region?: Text;
  /** The stack's or stage's name. */
  readonly name?: string;
  readonly claims: readonly Claim[];
  readonly parameters: Readonly<Record<string, Text>>;
  /** Of the landings of the document that states it, it shares that of this scope; absent: all of them. */
  readonly within?: string;
  /** What other documents state is this same landing: here more is known of it. */
  readonly completes?: readonly { readonly statedBy: Uri; readonly id: string }[];
  /** Nobody else gives parameters: one that is not among them has its default. Absent: so it is where any are given. */
  readonly isWhole?: boolean;
  /** It is worked out whole: what others state of the document counts no more. */
  readonly isSettled?: true;
  readonly at: SourcePointer;
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A finding that the author allowed, and why. */
export interface Allowance {
  readonly rule: string;
  readonly reason: string;
  /** `2027-03-01`: from the day after, it no longer holds. */
  readonly until?: string;
  /** What it covers: everything within this place; absent for one that `files` and `resources` describe. */
  readonly covers?: SourcePointer;
  readonly files?: readonly string[];
  readonly resources?: readonly string[];
  readonly at: SourcePointer;
}

export interface Problem {
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly at: SourcePointer;
  /** Ways to mend it, the likeliest first. */
  readonly remedies?: readonly Remedy[];
}

/** A change that mends a problem: another word in the place of `at`, nothing there any more, or one more entry in the map there. */
export type Remedy =
  | { readonly do: 'write'; readonly at: SourcePointer; readonly word: string }
  | { readonly do: 'remove'; readonly at: SourcePointer; readonly what: string }
  | { readonly do: 'add'; readonly at: SourcePointer; readonly key: string; readonly value: Json };

/** All one document says. Plain data: two are equal when their JSON is. */
export interface DocumentFacts {
  readonly uri: Uri;
  /** `cloudformation`, `sam`, `cdk`, `terraform-config`, `terraform-plan`, `terraform-state` or `settings`. */
  readonly format: string;
  /** Made by a tool: an edit here would be lost (cdk.out, a plan, a state). */
  readonly generated: boolean;
  readonly resources: readonly Resource[];
  /** Of this or of other documents: a manifest, a samconfig, a parent stack speak for others. */
  readonly deployments: readonly Deployment[];
  /** What the document as a whole says about its environment: its own tags, its stack name. */
  readonly claims: readonly Claim[];
  /** Account ids that it writes out, each once. */
  readonly accounts: readonly { readonly id: AccountId; readonly at: SourcePointer }[];
  /** What other stacks can import. */
  readonly exports: readonly { readonly name: Text; readonly value: Text }[];
  /** What the stack that it is nested in can read (`!GetAtt Child.Outputs.Role`), by name. Absent: nothing. */
  readonly outputs?: Readonly<Record<string, Text>>;
  readonly allowed: readonly Allowance[];
  readonly settings?: Settings;
  readonly problems: readonly Problem[];
}
