import type { Severity } from '../../../model/problem';
import { type Reported, rule } from '../../rule';
import { harmOf, isBelow } from '../separation';
import { namingsByAccount } from './by-account';
import { namingsByName } from './by-name';
import { renaming } from './fixes';
import type { Naming } from './naming';

/** Reports what names a thing of another environment: by its ARN, its path, its name, or as another stack's export. */
export default rule({
  id: 'cross-environment-reference',
  severity: 'error',
  looksAt: 'document',

  *check({ document, index }) {
    for (const group of [...namingsByName(document, index), ...namingsByAccount(document, index)]) yield report(group);
  },
});

const grave: readonly Severity[] = ['error', 'warning'];

/** More places than this convince nobody further. */
const MAX_NAMED = 5;

/** One finding for each pair of environments, at the first of the gravest places. */
function report(all: readonly Naming[]): Reported {
  const first = worstOf(all.filter(({ declared }) => !declared)) ?? worstOf(all)!;
  const { from, environment, at, severity, because, isOutOfReach } = first;
  const others = all.filter(one => one.at !== at).slice(0, MAX_NAMED);
  return {
    message: messageOf(first),
    at,
    severity,
    about: `${from.name} ${environment.name}${isOutOfReach ? ' out of reach' : ''}`,
    fixes: renaming(all.map(one => one.renaming)),
    related: [...because, ...others.map(one => ({ message: `\`${one.label}\` names ${one.called}`, at: one.at }))],
  };
}

function worstOf(all: readonly Naming[]): Naming | undefined {
  return grave.map(severity => all.find(one => one.severity === severity)).find(one => one !== undefined) ?? all[0];
}

function messageOf(naming: Naming): string {
  const { label, from, environment, called, isOutOfReach } = naming;
  if (!isOutOfReach) return `\`${label}\` is ${from.name} and names ${called}, which is ${consequence(naming)}`;
  const what = `\`${label}\` is ${from.name} and imports ${called}, which here only ${environment.name} exports`;
  return `${what}: an import means the exports of its own account and region alone`;
}

function consequence({ from, environment, declared }: Naming): string {
  if (declared)
    return `called ${environment.name} and is in an account that is declared ${declared.name}: one of the two is not true`;
  const harm = isBelow(from, environment) ? harmOf(from, environment) : dependence(from, environment);
  return `${environment.name}: ${harm}`;
}

function dependence(from: Naming['from'], environment: Naming['environment']): string {
  return `what goes wrong in ${environment.name} reaches ${from.name}`;
}
