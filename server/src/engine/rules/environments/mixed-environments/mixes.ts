import type { NamedEnvironment } from '../../../analysis/environments';
import type { Household } from '../../../analysis/households';
import type { Resident } from '../../../analysis/residents';
import type { WorkspaceIndex } from '../../../analysis/workspace-index';
import type { Claim, Severity } from '../../../model/model';
import { isBelow, separated, separationOf, servesAll } from './separation';

/** Those of a household that belong to one environment. */
export interface Side {
  readonly environment: NamedEnvironment;
  /** In order of document and place. */
  readonly residents: readonly Resident[];
  /** The first of them that says it most clearly. */
  readonly lead: Resident;
}

/** Two environments that share an account and may not. */
export interface Mix {
  readonly household: Household;
  /** The side that is reported: the smaller one, or the one that `bulkhead.yaml` does not expect. */
  readonly side: Side;
  readonly other: Side;
  /** Whether the other side is what `bulkhead.yaml` declares the account to be. */
  readonly declared: boolean;
  readonly severity: Severity;
}

/** People mean what they write into a tag or call a stage; a word in a resource's name may be there for many reasons. */
const meant: ReadonlySet<Claim['source']> = new Set([
  'declared',
  'tag',
  'stack-tag',
  'default-tag',
  'stage',
  'stack-name',
  'deployment',
  'module',
  'workspace',
]);

/** The mixes of a household, one for each pair of environments. */
export function mixesIn(household: Household, index: WorkspaceIndex): readonly Mix[] {
  const separation = separationOf(index);
  const owner = ownerOf(household, index);
  if (owner && servesAll(owner.environment, separation)) return [];
  const sides = sidesOf(owner ? [owner, ...household.residents] : household.residents);
  return sides.flatMap((a, i) =>
    sides
      .slice(i + 1)
      .filter(b => separated(a.environment, b.environment, separation))
      .map(b => mix(household, a, b, owner)),
  );
}

/** The account itself, as what it is declared to be. */
function ownerOf({ account }: Household, index: WorkspaceIndex): Resident | undefined {
  const declared = account === undefined ? undefined : index.declared(account);
  if (declared?.environment === undefined) return undefined;
  const { environment, id, at } = declared;
  const claim: Claim = { source: 'declared', text: { parts: [environment], at } };
  return { environment: index.vocabulary.environmentCalled(environment), claim, label: id, size: 0, at };
}

function sidesOf(residents: readonly Resident[]): readonly Side[] {
  const byName = new Map<string, Resident[]>();
  for (const resident of residents) {
    const { name } = resident.environment;
    const list = byName.get(name);
    if (list) list.push(resident);
    else byName.set(name, [resident]);
  }
  return [...byName.values()].map(all => {
    const lead = all.find(({ claim }) => meant.has(claim.source)) ?? all[0]!;
    return { environment: lead.environment, residents: all, lead };
  });
}

function mix(household: Household, a: Side, b: Side, owner: Resident | undefined): Mix {
  const [side, other] = isReported(a, b, owner) ? [a, b] : [b, a];
  const certain = household.proof !== 'provider' && [a, b].every(({ lead }) => meant.has(lead.claim.source));
  const declared = owner !== undefined && other.residents.includes(owner);
  return { household, side, other, declared, severity: certain ? 'error' : 'warning' };
}

function isReported(a: Side, b: Side, owner: Resident | undefined): boolean {
  if (owner && (a.residents.includes(owner) || b.residents.includes(owner))) return b.residents.includes(owner);
  const distance = sizeOf(a) - sizeOf(b);
  return distance === 0 ? isBelow(a.environment, b.environment) : distance < 0;
}

export function sizeOf({ residents }: Side): number {
  return residents.reduce((sum, { size }) => sum + size, 0);
}
