import type { DocumentFacts } from '../../model/document-facts';
import type { Claim, Environment } from '../../model/environment';
import type { ResourceId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import type { Settings } from '../../model/settings';
import type { Hole, Text } from '../../model/text';
import type { Uri } from '../../text/text';
import { existsAt } from '../deployments/at-landing';
import { declaredAccounts } from '../deployments/declared-accounts';
import { landingsIn, landingsOf, landingsWith } from '../deployments/landings';
import { type Vocabulary, vocabulary } from '../environments/environments';
import { claimsIn, environmentOf } from '../environments/evidence';
import { Answers } from './answers';
import { attachedTo } from './attached-to';
import { exportsCalled, handedOn } from './handed-on';
import { aside, changesBetween, type IndexData, updated } from './index-data';
import * as key from './index-keys';
import { keyHash } from './key-map';
import { bucketsCalled, named, pointingAt, unique } from './naming';
import type { RoleDirectory } from './role-directory';
import { shapeKey } from './role-shapes';
import { inOrder, settingsFor, settingsUri } from './settings-files';
import type { HandedOn, Landing, Named, NameShape, RoleRange, WorkspaceIndex } from './workspace-index';

const vocabularies = new WeakMap<IndexData, Vocabulary>();
/** By question, with the keys that the answer was read from. */
const answers = new WeakMap<IndexData, Map<string, { readonly answer: unknown; readonly read: ReadonlySet<number> }>>();
/** By what is contributed under a key, which is another list when anything in it has changed. */
const sortedKinds = new WeakMap<readonly key.Contribution[], readonly Resource[]>();
const sortedResources = new WeakMap<readonly key.Contribution[], readonly Resource[]>();

/**
 * The index over `data`. The hash of every key that a question reads is added to `read`, if given: an answer stays right as long
 * as none of them changes.
 */
export function indexOf(data: IndexData, read?: Set<number>): WorkspaceIndex {
  return new Index(data, read);
}

/** The workspace that stands in place of this one, as it was when it was last asked for. */
interface Another {
  /** Whose it is: what is tried has its own. */
  readonly of: Answers;
  data: IndexData | undefined;
}

class Index implements WorkspaceIndex {
  constructor(
    private readonly data: IndexData,
    private readonly read: Set<number> | undefined,
  ) {}

  /** The contributions under a key; every question goes through here. */
  contributed(at: string): readonly key.Contribution[] {
    this.read?.add(keyHash(at));
    return this.data.keys.get(at);
  }

  document(uri: Uri): DocumentFacts | undefined {
    const [found] = this.contributed(key.documentKey(uri));
    return found?.is === 'document' ? found.document : undefined;
  }

  documents(): readonly DocumentFacts[] {
    this.read?.add(keyHash(key.documentsKey));
    return [...this.data.documents.values()].sort((a, b) => compare(a.uri, b.uri));
  }

  resource(id: ResourceId): Resource | undefined {
    const [found] = this.contributed(key.resourceKey(id));
    return found?.is === 'resource' ? found.resource : undefined;
  }

  documentOf(resource: Resource): DocumentFacts {
    const found = this.document(resource.at.uri);
    if (!found) throw new RangeError(`${resource.id} is of another workspace`);
    return found;
  }

  named(name: Text, kinds: readonly Resource['kind'][], from: Uri): readonly Named[] {
    return named(this, name, kinds, from);
  }

  handedOn(hole: Hole, from: Uri): readonly HandedOn[] {
    return handedOn(this, hole, from);
  }

  exportsCalled(name: string): readonly HandedOn[] {
    return exportsCalled(this, name);
  }

  bucketsCalled(name: string): readonly Resource[] {
    return bucketsCalled(this, name);
  }

  ofKind(kind: Resource['kind']): readonly Resource[] {
    const parts = this.contributed(key.kindKey(kind));
    const known = sortedKinds.get(parts);
    if (known) return known;
    const found = parts
      .flatMap(part => (part.is === 'kind' ? [part] : []))
      .sort((a, b) => compare(a.document, b.document))
      .flatMap(part => part.resources);
    sortedKinds.set(parts, found);
    return found;
  }

  rolesCalled(shape: NameShape): RoleRange {
    return this.directory(shape).find(shape);
  }

  productionRolesCalled(shape: NameShape): RoleRange {
    return this.directory(shape).ofProduction(this.vocabulary).find(shape);
  }

  /** Recorded as the roles of this shape alone. */
  private directory(shape: NameShape): RoleDirectory {
    this.read?.add(keyHash(shapeKey(shape)));
    return this.data.roles;
  }

  policiesPutOn(principal: Resource): readonly Resource[] {
    return pointingAt(this, key.putOnKey, principal);
  }

  attachedTo(policy: Resource): readonly Resource[] {
    return this.once(`attached to ${policy.id}`, index => attachedTo(index as Index, policy));
  }

  boundedBy(policy: Resource): readonly Resource[] {
    return pointingAt(this, key.boundaryKey, policy);
  }

  runningAs(role: Resource): readonly Resource[] {
    return pointingAt(this, key.runsAsKey, role);
  }

  starting(compute: Resource): readonly Resource[] {
    return pointingAt(this, key.startsKey, compute);
  }

  profilesOf(role: Resource): readonly Resource[] {
    return pointingAt(this, key.profileOfKey, role);
  }

  trusting(principal: Resource): readonly Resource[] {
    const isNamed = principal.kind === 'role' || principal.kind === 'user';
    return isNamed ? pointingAt(this, key.trustsKey, principal) : none;
  }

  landingsOf(document: Uri): readonly Landing[] {
    return this.lasting(`landings of ${document}`, index => landingsOf(index as Index, document));
  }

  deploymentsOf(resource: Resource): readonly Landing[] {
    return this.landingsOf(resource.at.uri).filter(
      ({ deployment }) =>
        (deployment.scope === undefined || deployment.scope === resource.scope) &&
        existsAt(resource.when, deployment) !== 'no',
    );
  }

  landingsIn(account: string): readonly Landing[] {
    return this.lasting(`landings in ${account}`, index => landingsIn(index as Index, account));
  }

  landingsWith(profile: string): readonly Landing[] {
    return this.lasting(`landings with ${profile}`, index => landingsWith(index as Index, profile));
  }

  environmentOf(resource: Resource, landing?: Landing): Environment | undefined {
    return environmentOf(this, resource, landing);
  }

  claimsOn(resource: Resource, landing?: Landing): readonly Claim[] {
    return claimsIn(this, resource, landing);
  }

  accountOf(resource: Resource): string | undefined {
    if (resource.declared) return resource.declared.account;
    const [first, ...others] = this.deploymentsOf(resource);
    return first && others.every(other => other.account === first.account) ? first.account : undefined;
  }

  declared(account: string) {
    for (const { settings } of this.settings()) {
      const found = settings && declaredAccounts(settings).byId.get(account);
      if (found) return found;
    }
    return undefined;
  }

  formatOf(document: Uri): DocumentFacts['format'] | undefined {
    const [found] = this.contributed(key.formatKey(document));
    return found?.is === 'format' ? found.format : undefined;
  }

  isSideFile(document: Uri): boolean {
    return this.formatOf(document) === 'settings';
  }

  settings(): readonly DocumentFacts[] {
    return inOrder(this.contributed(key.settingsKey).flatMap(c => (c.is === 'document' ? [c.document] : [])));
  }

  settingsFor(...documents: readonly Uri[]): readonly Settings[] {
    return settingsFor(documents, this.settings(), this.data);
  }

  settingsUri(near: Uri): Uri {
    return settingsUri(near, this.settings(), this.data);
  }

  namingProduction(): readonly DocumentFacts[] {
    return this.contributed(key.productionKey).flatMap(c => (c.is === 'document' ? [c.document] : []));
  }

  get vocabulary(): Vocabulary {
    this.read?.add(keyHash(key.settingsKey));
    let known = vocabularies.get(this.data);
    if (!known) {
      known = vocabulary(this.settings().flatMap(document => document.settings ?? []));
      vocabularies.set(this.data, known);
    }
    return known;
  }

  wholly(): WorkspaceIndex {
    this.read?.add(keyHash(key.documentsKey));
    for (const uri of this.data.documents.keys()) this.read?.add(keyHash(key.documentKey(uri as Uri)));
    return new Index(this.data, undefined);
  }

  instead(documents: readonly DocumentFacts[]): WorkspaceIndex {
    const { answers: own } = this.data;
    const found = this.lasting('another workspace', (): Another => ({ of: own, data: undefined }));
    const kept = found.of === own ? found : { of: own, data: found.data && aside(found.data) };
    if (kept !== found) own.set('another workspace', kept, new Set());
    const before = kept.data ?? { ...this.data, answers: new Answers(), version: 0 };
    const changes = changesBetween(before, documents);
    kept.data = changes.length === 0 ? before : updated(before, changes).data;
    return new Index(kept.data, undefined);
  }

  once<T>(question: string, answer: (index: WorkspaceIndex) => T): T {
    const known = answers.get(this.data) ?? new Map();
    answers.set(this.data, known);
    if (!known.has(question)) {
      const read = new Set<number>();
      known.set(question, { answer: answer(new Index(this.data, read)), read });
    }
    const found = known.get(question)!;
    this.readToo(found.read);
    return found.answer as T;
  }

  lasting<T>(question: string, answer: (index: WorkspaceIndex) => T): T {
    const { answers: kept, version } = this.data;
    if (!kept.isLatest(version)) return this.once(question, answer);
    const read = new Set<number>();
    const known = kept.get(question) ?? { answer: answer(new Index(this.data, read)), read };
    if (known.read === read) kept.set(question, known.answer, read);
    this.readToo(known.read);
    return known.answer as T;
  }

  /** There may be very many, and most who ask record nothing. */
  private readToo(hashes: Iterable<number>): void {
    if (this.read) for (const hash of hashes) this.read.add(hash);
  }

  resourcesUnder(at: string): readonly Resource[] {
    const all = this.contributed(at);
    if (all.length === 0) return none;
    const known = sortedResources.get(all);
    if (known) return known;
    const found = unique(all.flatMap(c => (c.is === 'resource' ? [c.resource] : [])));
    if (all.length > 1) sortedResources.set(all, found);
    return found;
  }
}

const none: readonly never[] = [];

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
