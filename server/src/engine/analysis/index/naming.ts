/** Whom a name, an ARN or a reference means, and who points at whom. */
import type { Resource } from '../../model/resource';
import type { Hole, Text } from '../../model/text';
import type { Uri } from '../../text/text';
import { aliasesOf, MAX_ALIKE } from './handed-on';
import * as key from './index-keys';
import type { Named, WorkspaceIndex } from './workspace-index';

/** What this is read from: the index, and what is contributed below it. */
export type Source = WorkspaceIndex & {
  contributed(at: string): readonly key.Contribution[];
  resourcesUnder(at: string): readonly Resource[];
};

type Kinds = readonly Resource['kind'][];

/** How many imports, parameters and parents are followed before a name counts as unknown. */
const MAX_HOPS = 6;

/** As `WorkspaceIndex.named`. */
export function named(source: Source, name: Text, kinds: Kinds, from: Uri, hops = 0): readonly Named[] {
  if (hops > MAX_HOPS) return none;
  const [only] = name.parts;
  if (name.parts.length === 1 && typeof only === 'object') return namedByHole(source, only, kinds, from, hops);
  const target = key.targetOf(name, from);
  if (target === undefined) return none;
  const found = kinds.flatMap(kind => source.resourcesUnder(key.nameKey(kind, target)));
  return found
    .filter(resource => mayBeMeant(source, resource, name, from))
    .map(resource => ({ resource, certain: true }));
}

function namedByHole(source: Source, hole: Hole, kinds: Kinds, from: Uri, hops: number): readonly Named[] {
  const handedOn = source.handedOn(hole, from);
  if (handedOn.length > 0) {
    const found = handedOn.map(({ value, document }) => named(source, value, kinds, document, hops + 1));
    return found.flatMap((all, i) => all.map(one => ({ ...one, certain: one.certain && handedOn[i]!.certain })));
  }
  if (hole.resource) {
    const resource = source.resource(hole.resource);
    return resource && kinds.includes(resource.kind) ? [{ resource, certain: true }] : none;
  }
  return hole.kind === 'parameter' ? namedByParameter(source, hole, kinds, from, hops) : none;
}

/** What the document's deployments give for a parameter; certain when there is one value only. */
function namedByParameter(source: Source, hole: Hole, kinds: Kinds, from: Uri, hops: number): readonly Named[] {
  const given = source.landingsOf(from).flatMap(({ deployment, statedBy }) => {
    const value = deployment.parameters[hole.hole];
    return value ? [{ value, statedBy }] : [];
  });
  const found = given.flatMap(({ value, statedBy }) => named(source, value, kinds, statedBy, hops + 1));
  if (given.length > 0) return found.map(one => ({ ...one, certain: one.certain && given.length === 1 }));
  const values = hole.default !== undefined ? [hole.default] : (hole.oneOf ?? []);
  return values
    .flatMap(value => {
      const text: Text = { parts: [value], at: { uri: from, path: [], part: 'value' } };
      return named(source, text, kinds, from, hops + 1);
    })
    .map(one => ({ ...one, certain: false }));
}

/** As `WorkspaceIndex.bucketsCalled`. */
export function bucketsCalled(source: Source, name: string): readonly Resource[] {
  return source.resourcesUnder(key.nameKey('data', name)).filter(({ type }) => bucketTypes.has(type));
}

const bucketTypes: ReadonlySet<string> = new Set(['AWS::S3::Bucket', 'aws_s3_bucket']);

/** Resources that point at `target` by reference, by its name, or through exports and parameters that hand it on. */
export function pointingAt(source: Source, keyOf: (target: string) => string, target: Resource): readonly Resource[] {
  const byId = `#${target.id}`;
  const name = target.name && key.targetOf(target.name, target.at.uri);
  const others = aliasesOf(source, name === undefined ? [byId] : [byId, name]).slice(1);
  const direct = source.resourcesUnder(keyOf(byId));
  const handedOn = others.flatMap(other => {
    const found = source.resourcesUnder(keyOf(other));
    return key.isAlike(other) && found.length > MAX_ALIKE ? none : found;
  });
  const meant = others.some(key.isAlike) ? handedOn.filter(one => pointsAt(source, one, target)) : handedOn;
  const near = meant.filter(
    resource => mayShareAccount(source, target, resource.at.uri) || pointsAcross(source, resource, target, name),
  );
  return near.length === 0 ? direct : unique([...direct, ...near]);
}

function pointsAt(source: Source, resource: Resource, target: Resource): boolean {
  return key
    .pointersOf(resource)
    .some(text => source.named(text, [target.kind], resource.at.uri).some(one => one.resource === target));
}

/** Whether a resource of another account points at `target` by an ARN that says its account. */
function pointsAcross(source: Source, resource: Resource, target: Resource, name: string | undefined): boolean {
  const account = source.accountOf(target);
  const isTarget = (text: Text) => accountSaidBy(text) === account && key.targetOf(text, resource.at.uri) === name;
  return account !== undefined && name !== undefined && key.pointersOf(resource).some(isTarget);
}

/** An ARN may say the account itself; what does not is meant where it is written. */
function mayBeMeant(source: Source, resource: Resource, name: Text, from: Uri): boolean {
  const account = accountSaidBy(name);
  if (account === undefined) return mayShareAccount(source, resource, from);
  const own = source.deploymentsOf(resource).map(landing => landing.account);
  return own.length === 0 || own.some(one => one === undefined || one === account);
}

/** False only when both accounts are known and differ. */
function mayShareAccount(source: Source, resource: Resource, other: Uri): boolean {
  if (resource.at.uri === other) return true;
  const here = source.accountOf(resource);
  const there = source.landingsOf(other).map(landing => landing.account);
  return here === undefined || there.length === 0 || there.some(account => account === undefined || account === here);
}

/** Twelve digits, where an ARN has them. */
function accountSaidBy({ parts: [first] }: Text): string | undefined {
  return typeof first === 'string' ? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(first)?.[1] : undefined;
}

const none: readonly never[] = [];

/** Each once, in order of id. */
export function unique(resources: readonly Resource[]): readonly Resource[] {
  if (resources.length < 2) return resources;
  return [...new Set(resources)].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
