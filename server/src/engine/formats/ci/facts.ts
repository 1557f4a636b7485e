import type { Deployment } from '../../model/deployment';
import type { DocumentFacts } from '../../model/document-facts';
import type { AccountId } from '../../model/ids';
import type { Problem } from '../../model/problem';
import { literalOf } from '../../model/text';
import { rootPointer, type SyntaxTree } from '../../syntax/tree';
import type { SourcePointer } from '../../text/text';
import { commentAllowances } from '../allow';
import type { Neighbours } from '../format';
import { saying } from '../saying';
import { landingsOf, templatesMade } from './landing/landing';
import type { Making } from './making';
import type { Called } from './run-script';
import { type Deploying, folderFrom, option } from './session';

/** What is gathered of a pipeline. */
export interface Gathered {
  readonly deploying: readonly (Deploying & Pick<Called, 'isPlan' | 'executes'>)[];
  readonly made: readonly Making[];
  /** Not all was read: it would have taken too long. */
  readonly isCut: boolean;
}

/** More calls and landings than this are none of a person's. */
const MAX_CALLS = 1_000;
const MAX_LANDINGS = 200;
const MAX_PROBLEMS = 50;

/** `strange`: what is wrong with the shape of the pipeline itself. */
export function factsOf(
  tree: SyntaxTree,
  { deploying, made, isCut }: Gathered,
  strange: readonly Problem[],
  neighbours: Neighbours,
): DocumentFacts {
  const around = { neighbours, made: templatesMade(made, neighbours) };
  const stated = applied(deploying.slice(0, MAX_CALLS)).flatMap(one => landingsOf(one, around));
  const all = distinct(
    stated.map(({ landing }) => landing),
    sameLanding,
  );
  const deployments = all.slice(0, MAX_LANDINGS).map((landing, i): Deployment => ({ ...landing, id: `${i}` }));
  const firstLeftOut = all[MAX_LANDINGS] ?? deploying[MAX_CALLS];
  const allowances = commentAllowances(tree);
  return saying(tree, 'settings', {
    deployments,
    accounts: accountsOf(deployments),
    allowed: allowances.allowed,
    problems: [
      // A text that cannot be read whole says why itself.
      ...(tree.problems.some(({ severity }) => severity !== 'warning') ? [] : strange),
      ...distinct(
        stated.flatMap(({ problems }) => problems),
        JSON.stringify,
      ).slice(0, MAX_PROBLEMS),
      ...(isCut || firstLeftOut ? [tooLarge(tree, firstLeftOut?.at)] : []),
      ...allowances.problems,
    ],
  });
}

/**
 * A change set makes what another call executes. A plan is what a later `apply` of the same folder makes, in the same job or of the file that it was written to; one that nobody
 * applies makes nothing.
 */
function applied(all: Gathered['deploying']): readonly Deploying[] {
  const plans = new Map<string, Deploying>();
  const executing = all.filter(({ executes }) => executes);
  return all.flatMap(one => {
    if (one.executes) return [];
    if (one.tool !== 'terraform')
      return !one.isPlan || executing.some(other => maybeSameStack(one, other)) ? [one] : [];
    const folder = folderOf(one);
    const inJob = JSON.stringify([folder, one.job]);
    const file = one.isPlan ? one.options.get('out')?.[0] : one.others[0];
    const inFile = JSON.stringify([folder, file && literalOf(file)]);
    if (one.isPlan) {
      plans.set(inJob, one).set(inFile, one);
      return [];
    }
    const plan = plans.get(inJob) ?? (file ? plans.get(inFile) : undefined);
    const given = [...(plan?.options ?? [])].filter(([name]) => name === 'var' || name === 'var-file');
    return [{ ...one, options: new Map([...given, ...one.options]) }];
  });
}

function maybeSameStack(...calls: readonly Deploying[]): boolean {
  const names = calls.flatMap(({ options }) => option(options, 'stack-name') ?? []).map(literalOf);
  const [name, ...others] = names.filter(one => one !== undefined);
  return others.every(other => other === name);
}

function folderOf({ session, options }: Deploying): string | undefined {
  const chdir = options.get('chdir')?.[0];
  return chdir ? folderFrom(session, chdir) : session.folder;
}

/** `firstLeftOut`: what is deployed there and after it is not read. It may be in an action or a file that the pipeline includes. */
function tooLarge(tree: SyntaxTree, firstLeftOut: SourcePointer | undefined): Problem {
  const message = 'this pipeline is too large to be read whole';
  return firstLeftOut?.uri === tree.document.uri
    ? { message: `${message}; what it deploys from here on is not read`, severity: 'warning', at: firstLeftOut }
    : { message, severity: 'warning', at: rootPointer(tree) };
}

/** A job runs once for each value of its matrix, and may create a stack or update it. */
function distinct<T>(all: readonly T[], key: (one: T) => string): readonly T[] {
  const first = new Map<string, T>();
  for (const one of all) if (!first.has(key(one))) first.set(key(one), one);
  return [...first.values()];
}

function sameLanding({ document, scope, name, account, region, claims, parameters }: Omit<Deployment, 'id'>): string {
  const given = Object.entries(parameters).map(([parameter, { parts }]) => [parameter, parts]);
  const said = claims.map(({ source, key, text }) => [source, key, text.parts]);
  return JSON.stringify([document, scope, name, account?.parts, region?.parts, given, said]);
}

/** Each once, where it is written first. */
function accountsOf(deployments: readonly Deployment[]): DocumentFacts['accounts'] {
  const all = deployments.flatMap(({ account }) => {
    const id = account && literalOf(account);
    return account && id !== undefined && /^\d{12}$/.test(id) ? [{ id: id as AccountId, at: account.at }] : [];
  });
  return distinct(all, ({ id }) => id);
}
