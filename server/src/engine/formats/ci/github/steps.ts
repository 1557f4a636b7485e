/** The steps of a job, one after another, with what each leaves to those after it. */
import type { Text } from '../../../model/text';
import { rootPointer, type SyntaxTree } from '../../../syntax/tree';
import type { Uri } from '../../../text/text';
import { resolveUri } from '../../../text/uri';
import type { Neighbours } from '../../format';
import { child, items, type Place } from '../../place';
import { credentialsByKey, keyVariable } from '../credentials';
import { type Called, type Ran, runScript } from '../run-script';
import { folderFrom, type Session, withVariable } from '../session';
import { descendant, textsAt, writtenAt } from '../text-at';
import { openAs, rooted } from '../values';
import { stackAction, withCredentials } from './actions';
import { expressionsIn, holds, textIn } from './expressions';
import { calledWith, givenAt } from './inputs';
import type { Running } from './running';

/** Composite actions call others, and nobody's so deep. */
const MAX_DEPTH = 4;
const MAX_STEPS = 200;
/** What a step takes besides its script, in words. */
const STEP = 10;

export function runSteps(
  tree: SyntaxTree,
  steps: Place | undefined,
  running: Running,
  neighbours: Neighbours,
  depth = 0,
): Running {
  if (steps?.node.kind !== 'list') return running;
  return items(steps)
    .slice(0, MAX_STEPS)
    .reduce((before, step) => runStep(tree, step, before, neighbours, depth), running);
}

function runStep(tree: SyntaxTree, step: Place, running: Running, neighbours: Neighbours, depth: number): Running {
  running.session.work.left -= STEP;
  if (running.isOver || running.session.work.left < 0) return running;
  const condition = writtenAt(child(step, 'if'));
  const inside = withEnvironment(step, running);
  if (holds(condition, inside.contexts) === 'no') return running;
  const uses = writtenAt(child(step, 'uses'));
  if (uses === undefined) return ranScript(tree, step, condition, running, inside);
  if (/^aws-actions\/configure-aws-credentials(?:@|$)/.test(uses))
    return withCredentials(step, condition, running, inside.contexts);
  if (/^aws-actions\/aws-cloudformation-github-deploy(?:@|$)/.test(uses))
    return acted(running, stackAction(step, signed(step, inside, condition), inside.contexts));
  return uses.startsWith('./') && depth < MAX_DEPTH
    ? runAction(uses, step, running, inside, neighbours, depth)
    : running;
}

function acted(running: Running, call: Called): Running {
  running.found.calls.push(call);
  return running;
}

function withEnvironment(step: Place, running: Running): Running {
  const own = textsAt(child(step, 'env'), place => textIn(place, running.contexts));
  if (own.size === 0) return running;
  const env = new Map([...running.contexts.env, ...own]);
  const variables = new Map([...running.session.variables, ...own]);
  return { ...running, contexts: { ...running.contexts, env }, session: { ...running.session, variables } };
}

function ranScript(
  tree: SyntaxTree,
  step: Place,
  condition: string | undefined,
  running: Running,
  inside: Running,
): Running {
  const script = child(step, 'run');
  if (!script) return running;
  const directory = textIn(child(step, 'working-directory'), inside.contexts) ?? running.directory;
  const session = signed(step, inside, condition);
  const folder = directory ? folderFrom({ folder: session.root }, rooted(directory, '.')) : session.root;
  const ran = runScript(tree, script, { ...session, folder }, expressionsIn(inside.contexts));
  const isSure = holds(condition, inside.contexts) === 'yes';
  const exported = [...ran.exported].map(
    ([name, value]) => [name, isSure ? value : { parts: [openAs(name)], at: value.at }] as const,
  );
  const { workspace } = ran.session;
  const key = ran.exported.get(keyVariable);
  const handed = key && {
    condition: isSure ? undefined : condition,
    credentials: credentialsByKey(key, ran.session.credentials),
  };
  running.found.calls.push(...ran.calls);
  running.found.made.push(...ran.made);
  const { env, steps } = running.contexts;
  return {
    ...running,
    contexts: {
      ...running.contexts,
      env: new Map([...env, ...exported]),
      steps: new Map([...steps, ...outputsOf(step, ran, isSure)]),
    },
    session: {
      ...exported.reduce((before, [name, value]) => withVariable(before, name, value), running.session),
      profiles: ran.session.profiles,
      ...(workspace ? { workspace } : {}),
    },
    configured: handed ? [...running.configured, handed] : running.configured,
    isOver: isSure && ran.ends === 'badly',
  };
}

/** `ID.outputs.NAME`. What a step gives that may not run is open. */
function outputsOf(step: Place, { outputs }: Ran, isSure: boolean): Iterable<readonly [string, Text]> {
  const id = writtenAt(child(step, 'id'));
  const given = id !== undefined && isSure ? [...outputs] : [];
  return given.map(([name, value]) => [`${id}.outputs.${name}`, value] as const);
}

/** The credentials that a step has: those of keys in its own environment, else the latest that were configured. */
function signed(step: Place, inside: Running, condition: string | undefined): Session {
  const session = configuredBefore(step, inside, condition);
  const key = textIn(descendant(step, 'env', keyVariable), inside.contexts);
  return key ? { ...session, credentials: credentialsByKey(key, session.credentials) } : session;
}

/** Those under the same condition as the step is run or under none; others may be configured or not. */
function configuredBefore(step: Place, { session, configured }: Running, condition: string | undefined): Session {
  const last = configured.at(-1);
  if (!last) return session;
  const isSame = last.condition === undefined || last.condition === condition;
  const credentials = isSame ? last.credentials : { account: { parts: [openAs(last.condition!)], at: step.at } };
  return { ...session, credentials };
}

/** A composite action of the same repository: its steps run in this job. */
function runAction(
  uses: string,
  step: Place,
  running: Running,
  inside: Running,
  neighbours: Neighbours,
  depth: number,
): Running {
  const folder = resolveUri(inside.session.root, uses);
  const tree = ['action.yml', 'action.yaml']
    .map(name => neighbours.tree(resolveUri(`${folder}/` as Uri, name)))
    .find(one => one);
  const root = tree?.root && { node: tree.root, at: rootPointer(tree) };
  if (!tree || !root) return running;
  const given = givenAt(step, place => textIn(place, inside.contexts));
  const inputs = calledWith(child(root, 'inputs'), given);
  const { credentials } = signed(step, inside, undefined);
  const byKey = { condition: undefined, credentials };
  const configured = descendant(step, 'env', keyVariable) ? [...inside.configured, byKey] : inside.configured;
  const own = { ...inside, contexts: { ...inside.contexts, inputs }, directory: undefined, configured };
  const after = runSteps(tree, descendant(root, 'runs', 'steps'), own, neighbours, depth + 1);
  return {
    ...running,
    session: {
      ...running.session,
      profiles: after.session.profiles,
      variables: new Map([...running.session.variables, ...regionOf(after)]),
    },
    configured: after.configured.filter(one => one !== byKey),
  };
}

function regionOf({ session }: Running): readonly (readonly [string, Text])[] {
  const region = session.variables.get('AWS_REGION');
  return region ? [['AWS_REGION', region]] : [];
}
