/** What of each document stands in the graph: kept as long as nothing changes that it was read from. */
import type { DocumentFacts } from '../../../model/document-facts';
import type { ResourceId } from '../../../model/ids';
import type { Resource } from '../../../model/resource';
import type { PolicyStatement } from '../../../model/statement';
import type { Answer } from '../../../model/text';
import { inOwnRegion, regionsOf, saysRegion } from '../../deployments/regions';
import { isIn } from '../../escalation/states';
import type { WorkspaceIndex } from '../../index/workspace-index';
import type { NodeId } from '../access-graph';
import { nodeKindOf } from '../nodes';
import { type Aside, asidesBy } from './asides';
import { originsOf } from './code-origins';
import { usersIn } from './credentials';
import { type DataKey, keysOf } from './data-keys';
import { isGuarded, namedIn } from './guards';
import { hashOf } from './hashes';
import { type Home, homeOf } from './homes';
import { areReplicated } from './replicas';

export interface Entry {
  readonly resource: Resource;
  readonly home: Home;
  /** Undefined where they are not known. */
  readonly regions?: readonly string[];
  /** What resources of their own say of it. */
  readonly asides: readonly Resource[];
  /** Of its own policies, and those put on it. */
  readonly policies: readonly PolicyStatement[];
  /** Whether these may keep somebody out whose own policies would let them in. */
  readonly isGuarded: boolean;
  /** Principals of the workspace whom they let in by name. */
  readonly names: readonly ResourceId[];
  /** Those whose credentials stand in it. */
  readonly users: readonly NodeId[];
  /** Without one of these nobody reads what it holds. */
  readonly keys: readonly DataKey[];
  /** What it takes its code from, by the names that it gives. */
  readonly origins: readonly ResourceId[];
  /** Of a role: some instance profile has it. */
  readonly isInProfile: boolean;
  /** Of a user: a password for the console is set. */
  readonly hasPassword: boolean;
  /** Of a function: it runs code that nobody signed. */
  readonly takesUnsigned: Answer;
  /** A number for all that others see of it: it is another when that is. */
  readonly seen: number;
}

interface Part {
  readonly entries: readonly Entry[];
  readonly asides: readonly Aside[];
}

/** The entries of one document. */
export interface Entries {
  readonly uri: DocumentFacts['uri'];
  /** What other documents say nothing of. */
  readonly entries: readonly Entry[];
  /** The others, with that. */
  readonly joined: readonly Entry[];
}

export function entriesByDocument(index: WorkspaceIndex): readonly Entries[] {
  return index.once('the access graph: entries', asked => {
    const parts = asked.documents().map(({ uri }) => ({ uri, ...partOf(uri, asked) }));
    const far = new Map<ResourceId, Resource[]>();
    for (const { asides } of parts) {
      for (const { of, by } of asides) far.set(of, [...(far.get(of) ?? []), by]);
    }
    return parts.map(part => (far.size === 0 ? { ...part, joined: none } : joinedWith(far, part, asked)));
  });
}

function joinedWith(
  far: ReadonlyMap<ResourceId, readonly Resource[]>,
  { uri, entries }: Part & Pick<Entries, 'uri'>,
  index: WorkspaceIndex,
): Entries {
  const isPlaced = saysRegion(uri, index);
  const joined = entries.flatMap(({ resource, asides }) => {
    const more = far.get(resource.id);
    return more ? entryOf(resource, [...asides, ...more], isPlaced, index) : none;
  });
  return {
    uri,
    entries: joined.length === 0 ? entries : entries.filter(({ resource }) => !far.has(resource.id)),
    joined,
  };
}

/** With what their own document says of them alone. */
export function ownEntries(uri: DocumentFacts['uri'], index: WorkspaceIndex): readonly Entry[] {
  return partOf(uri, index).entries;
}

function partOf(uri: DocumentFacts['uri'], index: WorkspaceIndex): Part {
  return index.lasting(`the access graph: ${uri}`, asked => {
    const document = asked.document(uri);
    return document ? readPart(document, asked) : nothing;
  });
}

const none: readonly never[] = [];
const nothing: Part = { entries: none, asides: none };

function readPart({ uri, resources }: DocumentFacts, index: WorkspaceIndex): Part {
  const asides = resources.flatMap(one => asidesBy(one, index));
  const near = new Map<ResourceId, Resource[]>();
  const far: Aside[] = [];
  for (const aside of asides) {
    if (index.resource(aside.of)?.at.uri !== uri) far.push(aside);
    else near.set(aside.of, [...(near.get(aside.of) ?? []), aside.by]);
  }
  const isPlaced = saysRegion(uri, index);
  const shown = resources.filter(resource => nodeKindOf(resource) !== undefined);
  return { entries: shown.map(one => entryOf(one, near.get(one.id) ?? none, isPlaced, index)), asides: far };
}

/** What may have a policy of its own that names principals. */
const holders: ReadonlySet<Resource['kind']> = new Set(['data', 'secret', 'compute'] as const);

/** `isPlaced`: some landing of its document says the region. */
function entryOf(resource: Resource, asides: readonly Resource[], isPlaced: boolean, index: WorkspaceIndex): Entry {
  const home = homeOf(resource, index);
  const said = [resource, ...asides];
  const isFixed = (resource.region || isPlaced) && !areReplicated(said, index);
  const regions = isFixed ? regionsOf(resource, index) : undefined;
  const policies = asides.length === 0 ? trustOf(resource, index) : said.flatMap(one => trustOf(one, index));
  const isHolder = holders.has(resource.kind) || asides.length > 0;
  const names = isHolder && policies.length > 0 ? namedIn(policies, resource, index) : none;
  const users = said.flatMap(({ credentials = none }) => usersIn(credentials, index));
  const keys = said.flatMap(({ encryptedBy = none }) => encryptedBy.flatMap(text => keysOf(text, resource, index)));
  const isInProfile = resource.kind === 'role' && isIn('is-in-profile', resource, index) === 'yes';
  const hasPassword = resource.kind === 'user' && isIn('has-password', resource, index) === 'yes';
  const takesUnsigned = resource.signedBy ? isIn('takes-unsigned-code', resource, index) : 'yes';
  const isUsual = !isInProfile && !hasPassword && takesUnsigned === 'yes';
  const isWritten = isUsual && policies === resource.trust;
  const isPlain = asides.length + users.length + keys.length === 0 && isWritten && !regions && !resource.takes;
  const around = isPlain
    ? home.key
    : [
        home.key,
        policies,
        users,
        keys,
        isInProfile,
        hasPassword,
        takesUnsigned,
        regions,
        said.map(({ takes }) => takes),
      ];
  return {
    resource,
    home,
    ...(regions ? { regions } : {}),
    asides,
    policies,
    isGuarded: isGuarded(resource, policies),
    names,
    users,
    keys,
    origins: resource.codeFrom ? originsOf(resource, index) : none,
    isInProfile,
    hasPassword,
    takesUnsigned,
    seen: hashOf(around, seenOf(resource)),
  };
}

function trustOf(holder: Resource, index: WorkspaceIndex): readonly PolicyStatement[] {
  const found = holder.trust.map(statement => inOwnRegion(statement, holder, index));
  return found.some((one, i) => one !== holder.trust[i]) ? found : holder.trust;
}

const known = new WeakMap<Resource, number>();

/** What others see of it. */
function seenOf(resource: Resource): number {
  const before = known.get(resource);
  if (before !== undefined) return before;
  const { id, type, name, trust, tags, boundary, runsAs, memberOf, when, scope } = resource;
  const found = hashOf([id, type, scope, name, tags, trust, boundary, runsAs, memberOf, when], 17);
  known.set(resource, found);
  return found;
}
