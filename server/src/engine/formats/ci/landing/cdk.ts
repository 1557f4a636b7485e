import type { Deployment } from '../../../model/deployment';
import { usualEnvironments } from '../../../model/environment-words';
import { literalOf, type Text } from '../../../model/text';
import { get, rootPointer } from '../../../syntax/tree';
import { matchesGlob } from '../../../text/glob';
import type { Uri } from '../../../text/text';
import { resolveUri } from '../../../text/uri';
import { deploymentsOf as stackDeployments } from '../../cdk/stacks';
import { wordAt } from '../../cdk/words';
import { saysEnvironment } from '../../claims';
import type { Neighbours } from '../../format';
import { child, children } from '../../place';
import { type Deploying, option } from '../session';
import { assignment } from '../values';
import { commonOf, type Stated, type Surroundings } from './stated';

/** A stack of a cloud assembly. */
interface Stack {
  readonly manifest: Uri;
  /** By which `cdk deploy` takes it: its id, `Prod/Orders`. */
  readonly names: readonly string[];
  /** Of its template, and of the templates nested in it. */
  readonly deployments: readonly Deployment[];
  /** Stands at the top of the app. */
  readonly isTop: boolean;
}

/**
 * The synthesised stacks that a call deploys. Where it chooses the environment for a synthesis of its own, what lies in the workspace
 * may be of another one: then only those stacks count that say themselves that they are of that environment.
 */
export function cdkStated(deploying: Deploying, { neighbours }: Surroundings): readonly Stated[] {
  const { options, session, others } = deploying;
  const app = option(options, 'app', 'a');
  const path = app ? literalOf(app) : 'cdk.out';
  const { folder } = session;
  if (!folder || path === undefined || others.some(word => literalOf(word) === undefined)) return [];
  const manifest = resolveUri(folder, `${path}/manifest.json`);
  const stacks = stacksIn(manifest, true, neighbours, MAX_ASSEMBLIES);
  const { name: _, ...common } = commonOf(deploying);
  const chosenStacks = chosen(
    stacks,
    others.map(word => literalOf(word)!),
    options.has('all'),
  );
  const words = app ? [] : environmentsChosen(deploying);
  return chosenStacks
    .filter(stack => words.every(word => isOf(stack, word)))
    .flatMap(({ deployments, manifest: statedBy }) =>
      deployments
        .filter(one => words.length === 0 || maybeSame(one.account, common.account))
        .map(one => ({ landing: completed(one, statedBy, common), problems: [] })),
    );
}

/** The environments that a call names to the app; undefined among them for one that only a run knows. */
function environmentsChosen({ options, session }: Deploying): readonly (string | undefined)[] {
  const context = [...(options.get('context') ?? []), ...(options.get('c') ?? [])].flatMap(word => {
    const one = assignment(word);
    return one && saysEnvironment(one.name) ? [one.value] : [];
  });
  const variables = [...session.variables].filter(([name]) => saysEnvironment(name)).map(([, value]) => value);
  return [...context, ...variables].map(literalOf);
}

/** Whether the name, the stage or a tag of a stack says an environment. */
function isOf({ names, deployments: [first] }: Stack, word: string | undefined): boolean {
  if (word === undefined) return false;
  const said = first?.claims.map(({ text }) => literalOf(text) ?? '') ?? [];
  const tokens = [...names, ...said].flatMap(name => name.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/));
  return tokens.some(token => environmentCalled(token) === environmentCalled(word));
}

function environmentCalled(word: string): string {
  const lower = word.toLowerCase();
  const usual = usualEnvironments.find(({ words, aloneWords }) => words.includes(lower) || aloneWords.includes(lower));
  return usual?.name ?? lower;
}

function maybeSame(a: Text | undefined, b: Text | undefined): boolean {
  const [one, other] = [a && literalOf(a), b && literalOf(b)];
  return one === undefined || other === undefined || one === other;
}

function completed(
  stack: Deployment,
  statedBy: Uri,
  common: Omit<ReturnType<typeof commonOf>, 'name'>,
): Stated['landing'] {
  const { id, account = common.account, region = common.region, claims, ...rest } = stack;
  return {
    ...rest,
    ...(account ? { account } : {}),
    ...(region ? { region } : {}),
    claims: [...claims, ...common.claims],
    at: common.at,
    completes: [{ statedBy, id }],
  };
}

/** So many assemblies, one for each stage, are read of one app. */
const MAX_ASSEMBLIES = 40;

function stacksIn(manifest: Uri, isTop: boolean, neighbours: Neighbours, left: number): readonly Stack[] {
  const tree = left > 0 ? neighbours.tree(manifest) : undefined;
  const artifacts = tree?.root && child({ node: tree.root, at: rootPointer(tree) }, 'artifacts');
  const all = artifacts ? children(artifacts) : [];
  return all.flatMap(({ key, place }, i): readonly Stack[] => {
    const folder =
      get(place.node, 'type')?.kind === 'scalar' ? wordAt(place, 'properties', 'directoryName') : undefined;
    if (folder)
      return stacksIn(
        resolveUri(manifest, `${folder.word}/manifest.json`),
        false,
        neighbours,
        i < MAX_ASSEMBLIES && isTop ? 1 : 0,
      );
    const deployments = stackDeployments(key, place, neighbours);
    const shown = wordAt(place, 'displayName')?.word.replace(/ \(.*\)$/, '');
    return deployments.length === 0
      ? []
      : [
          {
            manifest,
            names: [key, ...(shown === undefined ? [] : [shown]), ...nameOf(deployments)],
            deployments,
            isTop,
          },
        ];
  });
}

function nameOf([first]: readonly Deployment[]): readonly string[] {
  return first?.name === undefined ? [] : [first.name];
}

/** Without a pattern, the stacks at the top of the app. */
function chosen(stacks: readonly Stack[], patterns: readonly string[], isAll: boolean): readonly Stack[] {
  if (isAll) return stacks;
  if (patterns.length === 0) return stacks.filter(({ isTop }) => isTop);
  return stacks.filter(({ names }) => patterns.some(pattern => names.some(name => matchesGlob(pattern, name))));
}
