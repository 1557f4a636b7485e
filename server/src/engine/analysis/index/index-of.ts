import type { Claim, DocumentFacts, Environment, Hole, Resource, ResourceId, Settings, Text } from '../../model/model';
import type { Uri } from '../../text/text';
import { folderOf } from '../../text/uri';
import { existsAt } from '../deployments/at-landing';
import { declaredAccounts } from '../deployments/declared-accounts';
import { landingsIn, landingsOf, landingsWith } from '../deployments/landings';
import { type Vocabulary, vocabulary } from '../environments/environments';
import { claimsIn, environmentOf } from '../environments/evidence';
import { aliasesOf, imported, MAX_ALIKE, outputNamed } from './handed-on';
import type { IndexData } from './index-data';
import * as key from './index-keys';
import { keyHash } from './key-map';
import type { RoleDirectory, RoleRange } from './role-directory';
import { type NameShape, shapeKey } from './role-shapes';
import type { Landing, Named, WorkspaceIndex } from './workspace-index';

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

/** How many imports, parameters and parents are followed before a name counts as unknown. */
const MAX_HOPS = 6;

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

  named(name: Text, kinds: readonly Resource['kind'][], from: Uri, hops = 0): readonly Named[] {
    if (hops > MAX_HOPS) return [];
    const [only] = name.parts;
    if (name.parts.length === 1 && typeof only === 'object') return this.namedByHole(only, kinds, from, hops);
    const target = key.targetOf(name, from);
    if (target === undefined) return [];
    const found = kinds.flatMap(kind => this.resourcesUnder(key.nameKey(kind, target)));
    return found
      .filter(resource => this.mayBeMeant(resource, name, from))
      .map(resource => ({ resource, certain: true }));
  }

  private namedByHole(hole: Hole, kinds: readonly Resource['kind'][], from: Uri, hops: number): readonly Named[] {
    const handedOn = [...imported(this, hole, from), ...outputNamed(this, hole)];
    if (handedOn.length > 0) {
      const named = handedOn.map(({ value, document }) => this.named(value, kinds, document, hops + 1));
      return named.flatMap((all, i) => all.map(one => ({ ...one, certain: one.certain && handedOn[i]!.certain })));
    }
    if (hole.resource) {
      const resource = this.resource(hole.resource);
      return resource && kinds.includes(resource.kind) ? [{ resource, certain: true }] : [];
    }
    if (hole.kind !== 'parameter') return [];
    return this.namedByParameter(hole, kinds, from, hops);
  }

  /** What the document's deployments give for a parameter; certain when there is one value only. */
  private namedByParameter(hole: Hole, kinds: readonly Resource['kind'][], from: Uri, hops: number): readonly Named[] {
    const given = this.landingsOf(from).flatMap(({ deployment, statedBy }) => {
      const value = deployment.parameters[hole.hole];
      return value ? [{ value, statedBy }] : [];
    });
    const named = given.flatMap(({ value, statedBy }) => this.named(value, kinds, statedBy, hops + 1));
    if (given.length > 0) return named.map(one => ({ ...one, certain: one.certain && given.length === 1 }));
    const values = hole.default !== undefined ? [hole.default] : (hole.oneOf ?? []);
    return values
      .flatMap(value =>
        this.named({ parts: [value], at: { uri: from, path: [], part: 'value' } }, kinds, from, hops + 1),
      )
      .map(one => ({ ...one, certain: false }));
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
    return this.pointingAt(key.putOnKey, principal);
  }

  attachedTo(policy: Resource): readonly Resource[] {
    return this.once(`attached to ${policy.id}`, index => (index as Index).principalsOf(policy));
  }

  private principalsOf(policy: Resource): readonly Resource[] {
    const pointing = policy.kind === 'policy' ? this.pointingAt(key.attachedKey, policy) : none;
    const own = pointing.filter(principal => this.attaches(principal, policy));
    const principals = ['role', 'user', 'group', 'permission-set'] as const;
    const put = policy.attachedTo.flatMap(text => this.named(text, principals, policy.at.uri).map(n => n.resource));
    return unique([...own, ...put]);
  }

  /** A parameter's default points at a policy that its caller may not mean. */
  private attaches(principal: Resource, { id }: Resource): boolean {
    return principal.attached.some(
      ({ policy }) =>
        refersTo(policy, id) ||
        this.named(policy, ['policy'], principal.at.uri).some(({ resource }) => resource.id === id),
    );
  }

  boundedBy(policy: Resource): readonly Resource[] {
    return this.pointingAt(key.boundaryKey, policy);
  }

  runningAs(role: Resource): readonly Resource[] {
    return this.pointingAt(key.runsAsKey, role);
  }

  trusting(principal: Resource): readonly Resource[] {
    const isNamed = principal.kind === 'role' || principal.kind === 'user';
    return isNamed ? this.pointingAt(key.trustsKey, principal) : none;
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

  isSideFile(document: Uri): boolean {
    return this.contributed(key.sideFileKey(document)).length > 0;
  }

  settings(): readonly DocumentFacts[] {
    const found = this.contributed(key.settingsKey).flatMap(c => (c.is === 'document' ? [c.document] : []));
    return found.sort((a, b) => a.uri.length - b.uri.length || compare(a.uri, b.uri));
  }

  settingsFor(...documents: readonly Uri[]): readonly Settings[] {
    const holding = this.settings().filter(one => documents.every(document => this.holds(one, document)));
    const nearest = holding.sort((a, b) => folderOf(b.uri).length - folderOf(a.uri).length);
    return nearest.flatMap(({ settings }) => settings ?? []);
  }

  private holds({ uri }: DocumentFacts, document: Uri): boolean {
    return uri === this.data.everywhere || document.startsWith(folderOf(uri));
  }

  settingsUri(near: Uri): Uri {
    const nearest = this.settings()
      .filter(one => this.holds(one, near))
      .at(-1);
    const root = this.data.roots.find(candidate => near.startsWith(candidate)) ?? folderOf(near);
    return nearest?.uri ?? (`${root}bulkhead.yaml` as Uri);
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

  once<T>(question: string, answer: (index: WorkspaceIndex) => T): T {
    const known = answers.get(this.data) ?? new Map();
    answers.set(this.data, known);
    if (!known.has(question)) {
      const read = new Set<number>();
      known.set(question, { answer: answer(new Index(this.data, read)), read });
    }
    const found = known.get(question)!;
    for (const hash of found.read) this.read?.add(hash);
    return found.answer as T;
  }

  lasting<T>(question: string, answer: (index: WorkspaceIndex) => T): T {
    const { answers: kept, version } = this.data;
    if (!kept.isLatest(version)) return this.once(question, answer);
    const read = new Set<number>();
    const known = kept.get(question) ?? { answer: answer(new Index(this.data, read)), read };
    if (known.read === read) kept.set(question, known.answer, read);
    for (const hash of known.read) this.read?.add(hash);
    return known.answer as T;
  }

  private resourcesUnder(at: string): readonly Resource[] {
    const all = this.contributed(at);
    if (all.length === 0) return none;
    const known = sortedResources.get(all);
    if (known) return known;
    const found = unique(all.flatMap(c => (c.is === 'resource' ? [c.resource] : [])));
    if (all.length > 1) sortedResources.set(all, found);
    return found;
  }

  /** Resources that point at `target` by reference, by its name, or through exports and parameters that hand it on. */
  private pointingAt(keyOf: (target: string) => string, target: Resource): readonly Resource[] {
    const byId = `#${target.id}`;
    const name = target.name && key.targetOf(target.name, target.at.uri);
    const others = aliasesOf(this, name === undefined ? [byId] : [byId, name]).slice(1);
    const direct = this.resourcesUnder(keyOf(byId));
    const handedOn = others.flatMap(other => {
      const found = this.resourcesUnder(keyOf(other));
      return key.isAlike(other) && found.length > MAX_ALIKE ? none : found;
    });
    const meant = others.some(key.isAlike) ? handedOn.filter(one => this.names(one, target)) : handedOn;
    const near = meant.filter(
      resource => this.mayShareAccount(target, resource.at.uri) || this.pointsAcross(resource, target, name),
    );
    return near.length === 0 ? direct : unique([...direct, ...near]);
  }

  private names(resource: Resource, target: Resource): boolean {
    return key
      .pointersOf(resource)
      .some(text => this.named(text, [target.kind], resource.at.uri).some(named => named.resource === target));
  }

  /** An ARN may say the account itself; what does not is meant where it is written. */
  private mayBeMeant(resource: Resource, name: Text, from: Uri): boolean {
    const account = accountSaidBy(name);
    if (account === undefined) return this.mayShareAccount(resource, from);
    const own = this.deploymentsOf(resource).map(landing => landing.account);
    return own.length === 0 || own.some(one => one === undefined || one === account);
  }

  /** Whether a resource of another account points at `target` by an ARN that says its account. */
  private pointsAcross(resource: Resource, target: Resource, name: string | undefined): boolean {
    const account = this.accountOf(target);
    const isTarget = (text: Text) => accountSaidBy(text) === account && key.targetOf(text, resource.at.uri) === name;
    return account !== undefined && name !== undefined && key.pointersOf(resource).some(isTarget);
  }

  /** False only when both accounts are known and differ. */
  private mayShareAccount(resource: Resource, other: Uri): boolean {
    if (resource.at.uri === other) return true;
    const here = this.accountOf(resource);
    const there = this.landingsOf(other).map(landing => landing.account);
    return here === undefined || there.length === 0 || there.some(account => account === undefined || account === here);
  }
}

const none: readonly never[] = [];

/** Twelve digits, where an ARN has them. */
function accountSaidBy({ parts: [first] }: Text): string | undefined {
  return typeof first === 'string' ? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(first)?.[1] : undefined;
}

/** Seen without a look into the index: who asks for all that attach a policy would be asked again for each of them. */
function refersTo({ parts: [only, ...more] }: Text, id: ResourceId): boolean {
  return more.length === 0 && typeof only === 'object' && only.resource === id;
}

function unique(resources: readonly Resource[]): readonly Resource[] {
  if (resources.length < 2) return resources;
  return [...new Set(resources)].sort((a, b) => compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
