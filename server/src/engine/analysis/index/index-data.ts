import type { DocumentFacts } from '../../model/document-facts';
import { equalData } from '../../model/equal';
import type { Resource } from '../../model/resource';
import type { Uri } from '../../text/text';
import { Answers } from './answers';
import { type Contribution, documentContributions, documentsKey, resourceContributions } from './index-keys';
import { emptyKeyMap, type KeyMap, type KeyValue, keyHash } from './key-map';
import { type RoleDirectory, roleDirectory } from './role-directory';
import { looksLike, shapeKeysOf } from './role-shapes';

/** All facts of a workspace by key, immutable; what an index answers from. */
export interface IndexData {
  readonly keys: KeyMap<Contribution>;
  readonly documents: ReadonlyMap<string, DocumentFacts>;
  readonly roles: RoleDirectory;
  /** The workspace's folders, each with its closing `/`. */
  readonly roots: readonly Uri[];
  /** The settings that hold for every document, wherever it is. */
  readonly everywhere: Uri | undefined;
  /** What was asked of this version and those before it. */
  readonly answers: Answers;
  readonly version: number;
}

export interface FactsChange {
  readonly uri: string;
  /** Absent: the document is gone, or is of no known format. */
  readonly now: DocumentFacts | undefined;
}

export function emptyIndexData(roots: readonly Uri[], everywhere: Uri | undefined): IndexData {
  return {
    keys: emptyKeyMap(sameContribution),
    documents: new Map(),
    roles: roleDirectory(() => []),
    roots,
    everywhere,
    answers: new Answers(),
    version: 0,
  };
}

/**
 * The data after some documents' facts have changed, and the hashes of the keys whose answers may differ. Costs what the changed
 * documents hold.
 */
export function updated(
  data: IndexData,
  changes: readonly FactsChange[],
): { readonly data: IndexData; readonly changed: ReadonlySet<number> } {
  const documents = new Map(data.documents);
  const gone: Pair[] = [];
  const fresh: Pair[] = [];
  const changed = new Set<number>();
  for (const { uri, now } of changes) {
    const before = documents.get(uri);
    takeOwn(before, now, gone, fresh);
    takeResources(before, now, gone);
    takeResources(now, before, fresh);
    if (!before !== !now) changed.add(keyHash(documentsKey));
    if (now) documents.set(uri, now);
    else documents.delete(uri);
  }
  for (const [key] of [...gone, ...fresh]) changed.add(keyHash(key));
  // Of what was never asked nothing is recorded.
  if (data.documents.size > 0)
    for (const key of changedShapes(rolesIn(gone), rolesIn(fresh))) changed.add(keyHash(key));
  const roles = rolesAfter(data, changes, documents);
  const keys = data.keys.with(gone, fresh);
  return { data: { ...data, keys, documents, roles, ...answersAfter(data, changed) }, changed };
}

/** What makes these documents of those that there are. */
export function changesBetween({ documents: before }: IndexData, documents: readonly DocumentFacts[]): FactsChange[] {
  const now = new Map(documents.map(facts => [facts.uri as string, facts]));
  const gone = [...before.keys()].filter(uri => !now.has(uri)).map(uri => ({ uri, now: undefined }));
  const fresh = documents
    .filter(facts => before.get(facts.uri) !== facts)
    .map(facts => ({ uri: facts.uri, now: facts }));
  return [...gone, ...fresh];
}

/** The same to try something in: the versions that follow it are none of the workspace's, whose answers hold in them where they can. */
export function aside(data: IndexData): IndexData {
  const { answers, version } = data;
  return { ...data, answers: new Answers({ answers, version }), version: 0 };
}

/** Of two versions that follow the same one, the second begins with no answers. */
function answersAfter(
  { answers, version }: IndexData,
  changed: ReadonlySet<number>,
): Pick<IndexData, 'answers' | 'version'> {
  if (answers.isLatest(version)) return { answers, version: answers.follow(changed) };
  return { answers: new Answers(), version: 0 };
}

type Pair = KeyValue<Contribution>;

function rolesAfter(
  { roles, documents: before }: IndexData,
  changes: readonly FactsChange[],
  documents: ReadonlyMap<string, DocumentFacts>,
): RoleDirectory {
  const gone = changes.flatMap(({ uri }) => rolesOf(before.get(uri)));
  const fresh = changes.flatMap(({ now }) => rolesOf(now));
  const isSame = gone.length === fresh.length && gone.every((role, i) => role === fresh[i]);
  return isSame ? roles : roles.with(new Set(gone), fresh, () => [...documents.values()].flatMap(rolesOf));
}

function rolesOf(facts: DocumentFacts | undefined): readonly Resource[] {
  return facts?.resources.filter(({ kind }) => kind === 'role') ?? [];
}

/** By id: each role has one pair under its own. */
function rolesIn(pairs: readonly Pair[]): ReadonlyMap<string, Resource> {
  const roles = pairs.flatMap(([key, value]) => {
    if (value.is !== 'resource' || value.resource.kind !== 'role' || key !== value.resource.id) return [];
    return [[key, value.resource] as const];
  });
  return new Map(roles);
}

function* changedShapes(gone: ReadonlyMap<string, Resource>, fresh: ReadonlyMap<string, Resource>): Iterable<string> {
  for (const [id, role] of gone) if (!looksLike(role, fresh.get(id))) yield* shapeKeysOf(role);
  for (const [id, role] of fresh) if (!looksLike(role, gone.get(id))) yield* shapeKeysOf(role);
}

/** What the document contributed for itself and no longer does, and what it does now and did not before. */
function takeOwn(before: DocumentFacts | undefined, now: DocumentFacts | undefined, gone: Pair[], fresh: Pair[]): void {
  const left = before ? [...documentContributions(before)] : [];
  for (const pair of now ? documentContributions(now) : []) {
    const at = left.findIndex(([key, value]) => key === pair[0] && sameContribution(value, pair[1]));
    if (at < 0) fresh.push(pair);
    else left.splice(at, 1);
  }
  gone.push(...left);
}

/** What those resources of a document contribute that another version of it does not have. */
function takeResources(of: DocumentFacts | undefined, other: DocumentFacts | undefined, into: Pair[]): void {
  const common = new Set(other?.resources);
  for (const resource of of?.resources ?? []) {
    if (!common.has(resource)) for (const pair of resourceContributions(resource)) into.push(pair);
  }
}

function sameContribution(a: Contribution, b: Contribution): boolean {
  if (a.is === 'document') return b.is === 'document' && a.document === b.document;
  if (a.is === 'format') return b.is === 'format' && a.format === b.format;
  if (a.is === 'resource') return b.is === 'resource' && a.resource === b.resource;
  if (a.is === 'deployment') return b.is === 'deployment' && a.deployment === b.deployment;
  if (a.is === 'claims') return b.is === 'claims' && equalData(a.claims, b.claims);
  if (a.is === 'export') return b.is === 'export' && equalData(a.value, b.value) && equalData(a.name, b.name);
  if (a.is === 'alias') return b.is === 'alias' && a.alias === b.alias;
  return (
    b.is === 'kind' &&
    a.resources.length === b.resources.length &&
    a.resources.every((resource, i) => resource === b.resources[i])
  );
}
