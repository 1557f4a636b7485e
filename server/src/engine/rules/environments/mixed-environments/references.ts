import { spelled } from '../../../analysis/environments/environments';
import type { Household } from '../../../analysis/environments/households';
import { accountMentioned } from '../../../analysis/environments/mentions';
import type { Reference } from '../../../analysis/environments/residents';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Severity } from '../../../model/model';
import type { Reported } from '../../rule';
import { harmOf, isBelow, separated, separationOf } from '../separation';
import type { Mix } from './mixes';

/** Resources of a lower environment that name things of a higher one, once for each pair that is not reported as a mix. */
export function* referencesIn(household: Household, mixes: readonly Mix[], index: WorkspaceIndex): Iterable<Reported> {
  const separation = separationOf(index);
  const known = new Set(mixes.map(({ side, other }) => pairOf(side.environment.name, other.environment.name)));
  const byPair = new Map<string, { reference: Reference; severity: Severity }[]>();
  for (const reference of household.references) {
    const { from, environment } = reference;
    const pair = pairOf(from.name, environment.name);
    if (known.has(pair) || !isBelow(from, environment) || !separated(from, environment, separation)) continue;
    const severity = severityOf(reference, household, index);
    if (severity) byPair.set(pair, [...(byPair.get(pair) ?? []), { reference, severity }]);
  }
  for (const all of byPair.values()) yield report(all);
}

/**
 * An error when the account in the ARN is declared to be of the environment that the name says. Nothing when it is known to be
 * another account than the resource's own: then there is a wall between them.
 */
function severityOf(
  { text, environment }: Reference,
  { account }: Household,
  index: WorkspaceIndex,
): Severity | undefined {
  const target = accountMentioned(text);
  if (target === undefined || target === account) return 'warning';
  const declared = index.declared(target)?.environment;
  if (declared !== undefined) {
    return index.vocabulary.environmentCalled(declared).name === environment.name ? 'error' : undefined;
  }
  return account === undefined ? 'warning' : undefined;
}

function report(all: readonly { reference: Reference; severity: Severity }[]): Reported {
  const { reference, severity } = all.find(one => one.severity === 'error') ?? all[0]!;
  const { resource, from, environment, text } = reference;
  const own = `\`${resource.label}\` is ${from.name} and names \`${spelled(text)}\`, which is ${environment.name}`;
  const others = all.filter(one => one.reference !== reference);
  return {
    message: `${own}: ${harmOf(from, environment)}`,
    at: text.at,
    severity,
    about: `${from.name} ${environment.name}`,
    related: others.map(one => ({
      message: `\`${one.reference.resource.label}\` names \`${spelled(one.reference.text)}\``,
      at: one.reference.text.at,
    })),
  };
}

function pairOf(a: string, b: string): string {
  return [a, b].sort().join(' ');
}
