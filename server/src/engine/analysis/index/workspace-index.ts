/**
 * Who can do what, where: facts of all documents joined. This folder sees neither syntax nor formats.
 */
import type { Deployment } from '../../model/deployment';
import type { DocumentFacts } from '../../model/document-facts';
import type { Claim, Environment } from '../../model/environment';
import type { ResourceId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import type { Settings } from '../../model/settings';
import type { Hole, Text } from '../../model/text';
import type { Uri } from '../../text/text';
import type { Vocabulary } from '../environments/environments';

/** A resource that a Text names. `certain` is false when a hole decides. */
export interface Named {
  readonly resource: Resource;
  readonly certain: boolean;
}

/** A value, as another document has it. */
export interface HandedOn {
  readonly value: Text;
  readonly document: Uri;
  readonly certain: boolean;
}

/** A landing of a document, with what follows from other documents filled in: a nested stack's account is its parent's. */
export interface Landing {
  readonly deployment: Deployment;
  /** Twelve digits, when known. */
  readonly account: string | undefined;
  /** The document that states the deployment; `bulkhead.yaml` for a declared one. */
  readonly statedBy: Uri;
}

/** A name with its path, as it stands in an ARN below `role/`: whole, or as far as a wildcard leaves it. Of any, `''`. */
export type NameShape = { readonly name: string } | { readonly beginning: string } | { readonly ending: string };

/** The roles of one shape. */
export interface RoleRange {
  /** A role that may be called by two names of the shape counts twice. */
  readonly count: number;
  /** Those of a document first, then by how many folders they have in common with it; where there are very many, some of them. */
  nearest(to: Uri, most: number): readonly Resource[];
}

/**
 * The facts of all documents, by the questions that rules and analyses ask. Each question is recorded under keys, so that an answer
 * is worked out again only when a fact below it has changed; `documents()` costs the whole workspace and is for reports alone.
 */
export interface WorkspaceIndex {
  document(uri: Uri): DocumentFacts | undefined;
  /** In order of uri. */
  documents(): readonly DocumentFacts[];
  resource(id: ResourceId): Resource | undefined;
  documentOf(resource: Resource): DocumentFacts;
  /** Resources of these kinds that `name` (a name, an ARN, a reference) means, seen from document `from`; in order of id. */
  named(name: Text, kinds: readonly Resource['kind'][], from: Uri): readonly Named[];
  /**
   * What an import, or an output of a nested stack, stands for in the document `from`; several where nobody can tell which. An import
   * means no export of another account or region.
   */
  handedOn(hole: Hole, from: Uri): readonly HandedOn[];
  /** What stacks of any account and region export by this name. */
  exportsCalled(name: string): readonly HandedOn[];
  /** Buckets of this name in all accounts: of these, AWS has one of a name. */
  bucketsCalled(name: string): readonly Resource[];
  /** Every resource of a kind, in order of uri and place. */
  ofKind(kind: Resource['kind']): readonly Resource[];
  /**
   * Roles that may be called like this. The answer stays while a role of another shape comes or goes, and while one of these is given
   * other rights: for what it may do ask `resource`.
   */
  rolesCalled(shape: NameShape): RoleRange;
  /** Of these, the ones whose own words say that they are production's. */
  productionRolesCalled(shape: NameShape): RoleRange;
  /** Policies that say themselves that they are put on this principal (`Roles: [...]`, an attachment resource). */
  policiesPutOn(principal: Resource): readonly Resource[];
  /** Principals that attach this policy, by their own list or by the policy's. */
  attachedTo(policy: Resource): readonly Resource[];
  /** Principals whose permissions boundary this policy is, and what asks others to have it: a condition on `iam:PermissionsBoundary`. */
  boundedBy(policy: Resource): readonly Resource[];
  /** Compute, pipelines and stacks that act with this role. */
  runningAs(role: Resource): readonly Resource[];
  /** What keeps this running: the services of a task definition, the groups of a launch template. */
  starting(compute: Resource): readonly Resource[];
  profilesOf(role: Resource): readonly Resource[];
  /** Roles whose trust policies may name this role or user itself. */
  trusting(principal: Resource): readonly Resource[];
  /** Where a document lands; several when it is deployed several times, none when nothing says. */
  landingsOf(document: Uri): readonly Landing[];
  /** Where the resource lands: the landings of its document that its scope and existence do not rule out. */
  deploymentsOf(resource: Resource): readonly Landing[];
  /** Everything that lands in an account, in order of document. */
  landingsIn(account: string): readonly Landing[];
  /** Everything that is deployed with a profile of the command line into an account that nothing else says, in order of document. */
  landingsWith(profile: string): readonly Landing[];
  /**
   * By its own tags and name, its document's, and those of where it lands: in this landing, or in all of which anything is known,
   * where they agree.
   */
  environmentOf(resource: Resource, landing?: Landing): Environment | undefined;
  /** All that is said about that, weighed or not. */
  claimsOn(resource: Resource, landing?: Landing): readonly Claim[];
  /** Twelve digits of the account that it lands in, when known and the same in all deployments. */
  accountOf(resource: Resource): string | undefined;
  /** What `bulkhead.yaml` declares of an account. */
  declared(account: string): Settings['accounts'][number] | undefined;
  /** Read apart from all else that it says: an edit leaves it as it is. */
  formatOf(document: Uri): DocumentFacts['format'] | undefined;
  /** Whether a document only says something of others, as settings, parameter files and pipelines do: it lands nowhere. */
  isSideFile(document: Uri): boolean;
  /** The settings documents, in order of uri: the workspace's root one first. */
  settings(): readonly DocumentFacts[];
  /** The settings that hold for each of these documents: those of folders that all are in, the nearest first. */
  settingsFor(...documents: readonly Uri[]): readonly Settings[];
  /** Documents in whose words on environments there may be one of the usual words for production; in no order. */
  namingProduction(): readonly DocumentFacts[];
  /** Where `bulkhead.yaml` is or would be created: beside the document's nearest settings, else at the workspace's root. */
  settingsUri(near: Uri): Uri;
  /** The words for environments that hold in this workspace. */
  readonly vocabulary: Vocabulary;
  /** Of a workspace of these documents; costs as much as they differ from those that were asked for before. */
  instead(documents: readonly DocumentFacts[]): WorkspaceIndex;
  /**
   * For who looks at everything: records all facts at once, so that what is asked of the index that it gives needs no recording, which
   * would cost more than many an answer.
   */
  wholly(): WorkspaceIndex;
  /** What many ask and what costs more than a look: worked out once as long as no fact changes, and recorded for each who asks. */
  once<T>(question: string, answer: (index: WorkspaceIndex) => T): T;
  /** Unlike `once`, kept from change to change until a fact changes that it was read from: it is to be plain data, asked whole. */
  lasting<T>(question: string, answer: (index: WorkspaceIndex) => T): T;
}
