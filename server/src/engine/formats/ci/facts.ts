import type { AccountId, Deployment, DocumentFacts, Problem } from '../../model/model';
import { literalOf } from '../../model/text';
import type { SyntaxTree } from '../../syntax/tree';
import { commentAllowances } from '../allow';
import type { Neighbours } from '../format';
import { landingsOf, templatesMade } from './landing/landing';
import type { Called, Making } from './run-script';
import type { Deploying } from './session';

/** What is gathered of a pipeline. */
export interface Gathered {
  readonly deploying: readonly (Deploying & Pick<Called, 'isPlan'>)[];
  readonly made: readonly Making[];
}

/** More landings than this are none of a person's. */
const MAX_LANDINGS = 200;
const MAX_PROBLEMS = 50;

export function factsOf(tree: SyntaxTree, { deploying, made }: Gathered, neighbours: Neighbours): DocumentFacts {
  const around = { neighbours, made: templatesMade(made, neighbours) };
  const stated = applied(deploying)
    .flatMap(one => landingsOf(one, around))
    .slice(0, MAX_LANDINGS);
  const deployments = stated.map(({ landing }, i): Deployment => ({ ...landing, id: `${i}` }));
  const allowances = commentAllowances(tree);
  return {
    uri: tree.document.uri,
    format: 'settings',
    generated: false,
    resources: [],
    deployments,
    claims: [],
    accounts: accountsOf(deployments),
    exports: [],
    allowed: allowances.allowed,
    problems: [...distinct(stated.flatMap(({ problems }) => problems)).slice(0, MAX_PROBLEMS), ...allowances.problems],
  };
}

/** A plan is what a later `apply` of the same folder makes; one that nobody applies makes nothing. */
function applied(all: Gathered['deploying']): readonly Deploying[] {
  return all.flatMap((one, i) => {
    if (one.tool !== 'terraform') return [one];
    if (one.isPlan) return [];
    const plan = all.filter((before, k) => k < i && before.isPlan && folderOf(before) === folderOf(one)).at(-1);
    return [
      plan && !one.options.has('var-file') ? { ...one, options: new Map([...plan.options, ...one.options]) } : one,
    ];
  });
}

function folderOf({ session, options, job }: Deploying): string {
  const chdir = options.get('chdir')?.[0];
  return JSON.stringify([job, session.folder, chdir && literalOf(chdir)]);
}

/** A job runs once for each value of its matrix. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map(problem => [JSON.stringify(problem), problem])).values()];
}

/** Each once, where it is written first. */
function accountsOf(deployments: readonly Deployment[]): DocumentFacts['accounts'] {
  const all = deployments.flatMap(({ account }) => {
    const id = account && literalOf(account);
    return account && id !== undefined && /^\d{12}$/.test(id) ? [{ id: id as AccountId, at: account.at }] : [];
  });
  return [...new Map(all.reverse().map(account => [account.id, account])).values()].reverse();
}
