/** What a principal can act as: roles, users and groups, and what acts with roles, by the methods of the catalogue. */
import { matchesWildcards } from '../../model/text';
import { standIns } from '../../policy/reading';
import { administration } from '../escalation/administering';
import { formsOf } from '../escalation/arns';
import { bootstrapOf } from '../escalation/assuming';
import type { Method, Step } from '../escalation/escalation';
import { risesOf } from '../escalation/escalations';
import type { Found } from '../escalation/found';
import { existing, pipelines } from '../escalation/methods/existing';
import { administrator, takeovers } from '../escalation/methods/identities';
import { launches } from '../escalation/methods/launches';
import { trustedServices } from '../permissions/trusted-services';
import { administratorOf } from './administrators';
import { assumesOf } from './assuming';
import { typesWorkedOn } from './compute-types';
import type { EdgeGroup } from './edge-group';
import type { Entry } from './entries';
import type { List } from './families';
import { identityTypes } from './nodes';
import { patternsIn } from './patterns';
import type { Reader } from './reader';
import { isManaged } from './session-manager';
import { type Attempt, edgeBy, type Part, restingOn, takeAll } from './taking';

/** An administrator's other ways lead nowhere else, but out of the account. */
export function* becomingOf(reader: Reader): Iterable<EdgeGroup> {
  const { byAction } = reader.asker();
  if (byAction.size === 0) return yield* assumesOf(reader, false);
  const answers = administration(reader.asker());
  const isCertain = answers?.every(one => one.isCertain) ?? false;
  if (answers)
    yield {
      ...edgeBy({ answers, isCertain }, 'rewrites-policy', administrator),
      targets: [administratorOf(reader.home)],
    };
  yield* assumesOf(reader, isCertain);
  if (isCertain) return;
  yield* rises(reader);
  for (const attempts of [passing, changing, rewriting]) {
    for (const ofMethod of attempts) {
      for (const edge of takeAll(ofMethod(reader), reader)) yield withoutSelf(edge, reader);
    }
  }
}

function withoutSelf(edge: EdgeGroup, { principal }: Reader): EdgeGroup {
  const [only, ...others] = edge.targets;
  return only === principal.id && others.length === 0 ? { ...edge, targets: [] } : edge;
}

/** One certain way is enough, of however many. */
function* rises(reader: Reader): Iterable<EdgeGroup> {
  let open: EdgeGroup | undefined;
  for (const { method, way } of risesOf(reader.asker())) {
    const edge = risingBy(method, way, reader);
    if (edge.certain) return yield edge;
    open ??= edge;
  }
  if (open) yield open;
  if (mayMeanBootstrap(reader)) {
    for (const way of bootstrapOf(bootstrap, reader.asker())) yield risingBy(bootstrap, way, reader);
  }
}

const bootstrap = takeovers.find(({ id }) => id === 'cdk-bootstrap')!;

/** At a glance: the account and region of its roles may be any. */
function mayMeanBootstrap(reader: Reader): boolean {
  const grants = reader.asker().byAction.get('sts:AssumeRole') ?? [];
  if (grants.length === 0) return false;
  const { account, region } = { ...standIns, ...reader.permissions.given };
  const name = `role/cdk-hnb659fds-deploy-role-${account}-${region}`;
  return grants.some(({ statement }) => patternsIn(statement).some(({ rest }) => matchesWildcards(rest, name)));
}

function risingBy({ id, does }: Method, { hops, isCertain }: Found, reader: Reader): EdgeGroup {
  return {
    targets: [administratorOf(reader.home)],
    how: 'rewrites-policy',
    method: id,
    certain: isCertain,
    says: `may ${does}, and so become`,
    asked: hops.map(({ request }) => request),
    ...restingOn(hops),
  };
}

/** The attempts of one method. */
type OfMethod = (reader: Reader) => readonly Attempt[];

const roleArns = ['arn:*:iam::*:role/*'];

const passing: readonly OfMethod[] = launches.map(method => {
  const attempts = method.chains.map((chain): Attempt => {
    const [step] = chain as [Step];
    const parts = (list: List) => byServices(list, chain, step);
    return { method, chain, step, types: identityTypes.role, arns: () => roleArns, how: 'passes', parts };
  });
  return () => attempts;
});

const split = new WeakMap<List, Map<Step, readonly Part[]>>();

/** Only services that a role trusts get it. */
function byServices(list: List, chain: readonly Step[], step: Step): readonly Part[] {
  const known = split.get(list) ?? new Map<Step, readonly Part[]>();
  split.set(list, known);
  const found = known.get(step) ?? readServices(list, step);
  known.set(step, found);
  return found.map(part => ({ ...part, chain: [part.chain[0]!, ...chain.slice(1)] }));
}

function readServices(list: List, step: Step): readonly Part[] {
  const parts = new Map<
    string,
    { readonly to: readonly string[]; readonly isCertain: boolean; readonly entries: Entry[] }
  >();
  for (const entry of list.entries) {
    const services = trustedServices(entry.resource).filter(({ name }) => step.to?.includes(name));
    if (services.length === 0) continue;
    const to = services.map(({ name }) => name);
    const isCertain = services.some(({ certain }) => certain);
    const key = `${to} ${isCertain}`;
    const part = parts.get(key) ?? { to, isCertain, entries: [] };
    parts.set(key, part);
    part.entries.push(entry);
  }
  return [...parts.values()].map(({ to, isCertain, entries }) => ({
    list:
      entries.length === list.entries.length
        ? list
        : { ...list, entries, ids: entries.map(({ resource }) => resource.id) },
    chain: [{ ...step, to }],
    isCertain,
  }));
}

const shells = new Set(['execute-command', 'host-shell', 'notebook', 'code-interpreter']);

const changing: readonly OfMethod[] = [...existing, ...pipelines].map(method => {
  const how = shells.has(method.id) ? 'gets-shell' : 'changes-code';
  const attempts = distinctChains(method).flatMap((chain): readonly Attempt[] => {
    const step = chain.find(({ on }) => on === 'compute');
    const types = step ? typesWorkedOn(step.actions[0]!) : [];
    return step && types.length > 0 ? [{ method, chain, step, types, arns: formsOf, how }] : [];
  });
  return reader =>
    attempts.map(attempt => {
      if (isSession(attempt)) return { ...attempt, parts: bySessions(attempt, reader) };
      return runsOthersCode.has(method.id) ? { ...attempt, parts: openly(attempt) } : attempt;
    });
});

/** Who starts what is there already has not chosen what it does. */
const runsOthersCode = new Set(['pipeline-run', 'automation']);

function openly({ chain }: Attempt): (list: List) => readonly Part[] {
  return list => [{ list, chain, isCertain: false }];
}

/** A session of Systems Manager ends at an agent, which the instance's own role must let answer. */
function isSession({ step }: Attempt): boolean {
  return step.actions.some(action => /^ssm:(StartSession|SendCommand)$/.test(action));
}

function bySessions({ chain }: Attempt, { index }: Reader): (list: List) => readonly Part[] {
  return list =>
    [true, false].flatMap(isCertain => {
      const entries = list.entries.filter(({ resource }) => isManaged(resource, index) === isCertain);
      const ids = entries.map(({ resource }) => resource.id);
      return entries.length > 0 ? [{ list: { ...list, entries, ids }, chain, isCertain }] : [];
    });
}

/** Without those that only do more. */
function distinctChains({ chains }: Method): readonly (readonly Step[])[] {
  return chains.filter(
    chain => !chains.some(other => other.length < chain.length && other.every(step => chain.includes(step))),
  );
}

const rewriting: readonly OfMethod[] = takeovers
  .filter(({ id }) => ['rewrite-trust', 'access-key', 'login-profile', 'other-credentials', 'join-group'].includes(id))
  .map(method => {
    const attempts = distinctChains(method).map((chain): Attempt => {
      const [step] = chain as [Step];
      const kind = step.on as keyof typeof identityTypes;
      const arns = [`arn:*:iam::*:${kind}/*`];
      return { method, chain, step, types: identityTypes[kind], arns: () => arns, how: 'rewrites-policy' };
    });
    return () => attempts;
  });
