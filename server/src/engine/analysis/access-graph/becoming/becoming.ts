/** What a principal can act as: roles, users and groups, and what acts with roles, by the methods of the catalogue. */
import { matchesWildcards } from '../../../model/text';
import { standIns } from '../../../policy/reading';
import { administration } from '../../escalation/administering';
import { formsOf } from '../../escalation/arns';
import type { Asker } from '../../escalation/asker';
import { bootstrapOf } from '../../escalation/assuming';
import { isOfTask } from '../../escalation/compute';
import type { Method, Step } from '../../escalation/escalation';
import { risesOf } from '../../escalation/escalations';
import type { Found } from '../../escalation/found';
import { existing, pipelines } from '../../escalation/methods/existing';
import { administrator, takeovers } from '../../escalation/methods/identities';
import { launches } from '../../escalation/methods/launches';
import type { EdgeGroup } from '../access-graph';
import type { List } from '../directory/families';
import { patternsIn } from '../directory/patterns';
import { identityTypes } from '../nodes';
import type { Reader } from '../reader';
import { administratorOf } from './administrators';
import { assumesOf } from './assuming';
import { typesWorkedOn } from './compute-types';
import { byServicesTrusted, bySetUp } from './set-up';
import { type Attempt, edgeBy, restingOn, takeAll } from './taking';

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
  for (const ofMethod of attemptsOf(reader.asker())) {
    for (const edge of takeAll(ofMethod, reader)) yield withoutSelf(edge, reader);
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
type OfMethod = readonly Attempt[];

const roleArns = ['arn:*:iam::*:role/*'];

const passing: readonly OfMethod[] = launches.map(method =>
  method.chains.map((chain): Attempt => {
    const [step] = chain as [Step];
    const parts = (list: List) => byServicesTrusted(list, chain, method.isLimited === true);
    return { method, chain, step, types: identityTypes.role, arns: () => roleArns, how: 'passes', parts };
  }),
);

/** In whichever cluster. */
const tasks = ['arn:*:ecs:*:*:task/~'];

const shells = new Set(['execute-command', 'host-shell', 'notebook', 'code-interpreter']);

/** Who starts what is there already has not chosen what it does. */
const runsOthersCode = new Set(['pipeline-run', 'automation']);

const changing: readonly OfMethod[] = [...existing, ...pipelines].map(method => {
  const how = shells.has(method.id) ? 'gets-shell' : 'changes-code';
  return distinctChains(method).flatMap((chain): readonly Attempt[] => {
    const step = chain.find(({ on }) => on === 'compute');
    const types = step ? typesWorkedOn(step.actions[0]!) : [];
    const arns = isOfTask(chain) ? () => tasks : formsOf;
    return step && types.length > 0 ? [inParts({ method, chain, step, types, arns, how })] : [];
  });
});

function inParts(attempt: Attempt): Attempt {
  const { method, chain, step } = attempt;
  if (runsOthersCode.has(method.id)) return { ...attempt, parts: list => [{ list, chain, isCertain: false }] };
  return step.where ? { ...attempt, parts: (list, reader) => bySetUp(list, chain, step, reader) } : attempt;
}

/** Without those that only do more. */
function distinctChains({ chains }: Method): readonly (readonly Step[])[] {
  return chains.filter(
    chain => !chains.some(other => other.length < chain.length && other.every(step => chain.includes(step))),
  );
}

const rewriting: readonly OfMethod[] = takeovers
  .filter(({ id }) => ['rewrite-trust', 'access-key', 'login-profile', 'other-credentials', 'join-group'].includes(id))
  .map(method =>
    distinctChains(method).map((chain): Attempt => {
      const [step] = chain as [Step];
      const kind = step.on as keyof typeof identityTypes;
      const arns = [`arn:*:iam::*:${kind}/*`];
      return inParts({ method, chain, step, types: identityTypes[kind], arns: () => arns, how: 'rewrites-policy' });
    }),
  );

const attempts: readonly OfMethod[] = [...passing, ...changing, ...rewriting];

/** By an action that each needs: many chains begin alike, and a role's trust policy may be enough to assume it at the end. */
const needing: ReadonlyMap<string, ReadonlySet<OfMethod>> = (() => {
  const all = new Map<string, Set<OfMethod>>();
  for (const ofMethod of attempts) {
    for (const { chain, step } of ofMethod) {
      const last = chain.filter(({ actions }) => !actions.includes('sts:AssumeRole')).at(-1) ?? step;
      for (const action of last.actions) all.set(action, (all.get(action) ?? new Set()).add(ofMethod));
    }
  }
  return all;
})();

/** Those that a principal's grants may be enough for. */
function attemptsOf({ byAction }: Asker): readonly OfMethod[] {
  const open = new Set<OfMethod>();
  for (const action of byAction.keys()) for (const ofMethod of needing.get(action) ?? []) open.add(ofMethod);
  return open.size === 0 ? [] : attempts.filter(ofMethod => open.has(ofMethod));
}
