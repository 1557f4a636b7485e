/** What a principal can act as: roles, users and groups, and what acts with roles, by the methods of the catalogue. */
import type { Resource } from '../../model/model';
import { administration } from '../escalation/administering';
import { formsOf } from '../escalation/arns';
import type { Hop, Method, Step } from '../escalation/escalation';
import { risesOf } from '../escalation/escalations';
import { assumeRole } from '../escalation/methods/chains';
import { existing, pipelines } from '../escalation/methods/existing';
import { takeovers } from '../escalation/methods/identities';
import { launches } from '../escalation/methods/launches';
import { knownTarget } from '../escalation/target';
import { mayTake, take, type Way } from '../escalation/ways';
import { trustedServices, trustsServicesAlone } from '../permissions/trusted-services';
import type { How, NodeId } from './access-graph';
import { administratorOf } from './administrators';
import { typesWorkedOn } from './compute-types';
import { conditionsInWords } from './conditions';
import type { Entry } from './directory';
import type { EdgeGroup } from './edge-group';
import { isSame, maySame } from './homes';
import { entriesNamed, type Reader } from './reader';
import { isManaged } from './session-manager';

const identityTypes = {
  role: ['AWS::IAM::Role', 'aws_iam_role'],
  user: ['AWS::IAM::User', 'aws_iam_user'],
  group: ['AWS::IAM::Group', 'aws_iam_group'],
} as const;

/** An administrator's other ways lead nowhere else, but out of the account. */
export function* becomingOf(reader: Reader): Iterable<EdgeGroup> {
  const asker = reader.asker();
  const administering = administration(asker);
  const isSure = administering?.every(({ isCertain }) => isCertain) ?? false;
  if (administering) {
    const hops = administering.map(({ hop }) => hop);
    yield edgeBy(
      hops,
      administratorOf(reader.home),
      'rewrites-policy',
      'administrator',
      'may change IAM at will as',
      isSure,
    );
  }
  yield* assumes(reader, isSure);
  if (isSure) return;
  yield* rises(reader);
  yield* passes(reader);
  yield* changes(reader);
  yield* rewrites(reader);
}

function edgeBy(hops: readonly Hop[], to: NodeId, how: How, method: string, says: string, certain: boolean): EdgeGroup {
  const because = [...new Set(hops.map(({ at }) => at))];
  const statements = new Set(hops.flatMap(({ grant }) => grant?.statement ?? []));
  const conditions = [...new Set([...statements].flatMap(conditionsInWords))];
  return { targets: [to], how, method, certain, says, asked: hops.map(({ request }) => request), because, conditions };
}

function edgeOf(
  { answers, isCertain }: Way,
  entry: Entry,
  how: How,
  { id, does }: Method,
  reader: Reader,
  more = true,
): EdgeGroup {
  const certain = isCertain && more && isSame(entry.home, reader.home);
  return edgeBy(
    answers.map(({ hop }) => hop),
    entry.resource.id,
    how,
    id,
    `may ${does}:`,
    certain,
  );
}

/** Of one method, or of one that leads to everything, one certain way is enough. */
function* rises(reader: Reader): Iterable<EdgeGroup> {
  let open: EdgeGroup | undefined;
  for (const { method, way } of risesOf(reader.asker())) {
    const edge = edgeBy(
      way.hops,
      administratorOf(reader.home),
      'rewrites-policy',
      method.id,
      `may ${method.does}, and so do anything as`,
      way.isCertain,
    );
    if (edge.certain) return yield edge;
    open ??= edge;
  }
  if (open) yield open;
}

function target(entry: Entry, { permissions, index, principal }: Reader) {
  return knownTarget(entry.resource, entry.resource.id === principal.id ? 'self' : 'known', permissions.given, index);
}

const assumeMethod = takeovers.find(({ id }) => id === 'assume-role')!;

/** The role's trust policy decides as well; it may stand in another account. */
function* assumes(reader: Reader, isAdministrator: boolean): Iterable<EdgeGroup> {
  const { index, principal, directory } = reader;
  const named = rolesToAssume(reader);
  const trusting = index.trusting(principal).flatMap(({ id }) => directory.entries.get(id) ?? []);
  for (const entry of new Set([...named, ...trusting])) {
    const { resource } = entry;
    if (resource.kind !== 'role' || resource.id === principal.id || trustsServicesAlone(resource)) continue;
    if (isAdministrator && isSame(entry.home, reader.home)) continue;
    const way = take([assumeRole], { role: target(entry, reader) }, reader.asker());
    if (!way) continue;
    const hops = way.answers.map(({ hop }) => hop);
    yield edgeBy(hops, resource.id, 'assumes', assumeMethod.id, 'may assume', way.isCertain);
  }
}

function rolesToAssume(reader: Reader): readonly Entry[] {
  return entriesNamed(['sts:AssumeRole'], identityTypes.role, () => ['arn:*:iam::*:role/*'], reader);
}

function* passes(reader: Reader): Iterable<EdgeGroup> {
  const asker = reader.asker();
  if (!asker.byAction.has('iam:PassRole')) return;
  const chains = launches.flatMap(method => method.chains.map(chain => ({ method, chain })));
  const open = chains.filter(({ chain }) => mayTake(chain, asker));
  if (open.length === 0) return;
  const roles = entriesNamed(['iam:PassRole'], identityTypes.role, () => ['arn:*:iam::*:role/*'], reader);
  for (const entry of roles) {
    if (!maySame(entry.home, reader.home) || entry.resource.id === reader.principal.id) continue;
    yield* passesOne(entry, open, reader);
  }
}

function* passesOne(
  entry: Entry,
  open: readonly { readonly method: Method; readonly chain: readonly Step[] }[],
  reader: Reader,
): Iterable<EdgeGroup> {
  const trusted = trustedServices(entry.resource);
  if (trusted.length === 0) return;
  const done = new Map<Method, EdgeGroup>();
  for (const { method, chain } of open) {
    const [passing, ...rest] = chain as [Step, ...Step[]];
    const services = trusted.filter(({ name }) => passing.to?.includes(name));
    if (services.length === 0 || done.get(method)?.certain) continue;
    const toThese = { ...passing, to: services.map(({ name }) => name) };
    const way = take([toThese, ...rest], { role: target(entry, reader) }, reader.asker());
    const edge =
      way &&
      edgeOf(
        way,
        entry,
        'passes',
        method,
        reader,
        services.some(({ certain }) => certain),
      );
    if (edge && (edge.certain || !done.has(method))) done.set(method, edge);
  }
  yield* done.values();
}

const shells = new Set(['execute-command', 'host-shell', 'notebook', 'code-interpreter']);

function* changes(reader: Reader): Iterable<EdgeGroup> {
  const asker = reader.asker();
  for (const method of [...existing, ...pipelines]) {
    const done = new Map<Entry, EdgeGroup>();
    for (const chain of method.chains) {
      if (chain.some(({ on }) => on === 'data') || !mayTake(chain, asker)) continue;
      for (const entry of computeFor(chain, reader)) {
        if (done.get(entry)?.certain) continue;
        const way = take(chain, { compute: target(entry, reader) }, asker);
        const how = shells.has(method.id) ? 'gets-shell' : 'changes-code';
        const edge = way && edgeOf(way, entry, how, method, reader, isOpenTo(chain, entry.resource, reader));
        if (edge && (edge.certain || !done.has(entry))) done.set(entry, edge);
      }
    }
    yield* done.values();
  }
}

/** What all steps about compute may mean, as far as the first of them tells. */
function computeFor(chain: readonly Step[], reader: Reader): readonly Entry[] {
  const step = chain.find(({ on }) => on === 'compute');
  const [action] = step?.actions ?? [];
  if (!step || action === undefined) return [];
  const named = entriesNamed(step.actions, typesWorkedOn(action), formsOf, reader);
  return named.filter(({ home }) => maySame(home, reader.home));
}

/** A session of Systems Manager ends at an agent, which the instance's own role must let answer. */
function isOpenTo(chain: readonly Step[], compute: Resource, { index }: Reader): boolean {
  const isSession = chain[0]!.actions.some(action => /^ssm:(StartSession|SendCommand)$/.test(action));
  return !isSession || isManaged(compute, index);
}

const taking: readonly Method[] = takeovers.filter(({ id }) =>
  ['rewrite-trust', 'access-key', 'login-profile', 'other-credentials', 'join-group'].includes(id),
);

function* rewrites(reader: Reader): Iterable<EdgeGroup> {
  const asker = reader.asker();
  for (const method of taking) {
    const done = new Map<Entry, EdgeGroup>();
    for (const chain of method.chains) {
      const [{ on, actions }] = chain as [Step];
      if (!mayTake(chain, asker)) continue;
      const kind = on as 'role' | 'user' | 'group';
      for (const entry of entriesNamed(actions, identityTypes[kind], () => [`arn:*:iam::*:${kind}/*`], reader)) {
        if (entry.resource.id === reader.principal.id || done.get(entry)?.certain) continue;
        if (!maySame(entry.home, reader.home)) continue;
        const way = take(chain, { [kind]: target(entry, reader) }, asker);
        const edge = way && edgeOf(way, entry, 'rewrites-policy', method, reader);
        if (edge && (edge.certain || !done.has(entry))) done.set(entry, edge);
      }
    }
    yield* done.values();
  }
}
