import { isMeant } from '../../analysis/environments/environments';
import type { Household } from '../../analysis/environments/household';
import { householdsOf } from '../../analysis/environments/households';
import { mergeSides, type Resident, type Side } from '../../analysis/environments/residents';
import type { WorkspaceIndex } from '../../analysis/index/workspace-index';
import type { DocumentFacts } from '../../model/document-facts';
import type { Claim } from '../../model/environment';
import type { Severity } from '../../model/problem';
import type { Uri } from '../../text/text';
import { isBelow, separated, separationOf, servesAll } from './separation';

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

/** The households that a document answers for, with their mixes: worked out once for all rules that ask. */
export function mixesOf(
  document: DocumentFacts,
  index: WorkspaceIndex,
): readonly { readonly household: Household; readonly mixes: readonly Mix[] }[] {
  return index.once(`mixes that ${document.uri} answers for`, asked =>
    householdsOf(document, asked).map(household => ({ household, mixes: mixesIn(household, asked) })),
  );
}

/**
 * The mixes of a household, one for each pair of environments. Where several projects live in an account, each that mixes a pair by
 * itself is told, and all together only of pairs that none of them mixes. What others answer for, they tell.
 */
function mixesIn(household: Household, index: WorkspaceIndex): readonly Mix[] {
  const within = household.projects?.flatMap(project => mixesIn(project, index)) ?? [];
  const pairs = pairsIn(household, index);
  const elsewhere = pairs.length === 0 ? [] : (household.others ?? []).flatMap(other => mixesIn(other, index));
  const known = new Set([...within, ...elsewhere].map(pairOf));
  const shared = pairs.filter(one => !known.has(pairOf(one)));
  return [...within, ...(isPlaceholder(household, index) ? shared.map(doubtful) : shared)];
}

/** An account that examples write for any account, which need not be the same one in each: AWS's documentation does. */
function isPlaceholder({ account, projects }: Household, index: WorkspaceIndex): boolean {
  return projects !== undefined && account === '123456789012' && !index.declared(account);
}

function doubtful(mix: Mix): Mix {
  return { ...mix, severity: 'hint' };
}

/** The two environments, the same for either way round. */
export function pairOf({ side, other }: Pick<Mix, 'side' | 'other'>): string {
  return pairNamed(side.environment.name, other.environment.name);
}

export function pairNamed(a: string, b: string): string {
  return [a, b].sort().join(' ');
}

function pairsIn(household: Household, index: WorkspaceIndex): readonly Mix[] {
  const owner = ownerOf(household, index);
  if (owner && servesAll(owner.environment, separationOf(index, owner.at.uri))) return [];
  const sides = owner ? withOwner(household.sides, owner) : household.sides;
  const isApart = (a: Side, b: Side) =>
    separated(a.environment, b.environment, separationOf(index, ...documentsOf([a, b], owner)));
  const pairs = sides.flatMap((a, i) =>
    sides
      .slice(i + 1)
      .filter(b => isApart(a, b))
      .map(b => mix(household, a, b, owner)),
  );
  return owner ? pairs : [...pairs, ...doubtedPairs(household, pairs, isApart)];
}

/** Mixes of what may be of another environment than it counts for, with others than itself. */
function doubtedPairs(
  household: Household,
  certain: readonly Mix[],
  isApart: (a: Side, b: Side) => boolean,
): readonly Mix[] {
  const known = new Set(certain.map(pairOf));
  const found = new Map<string, Mix>();
  for (const resident of household.doubted) {
    const own: Side = { environment: resident.environment, size: resident.size, residents: [resident] };
    for (const side of household.sides) {
      const pair = pairNamed(own.environment.name, side.environment.name);
      if (known.has(pair) || found.has(pair) || !isApart(own, side)) continue;
      const residents = side.residents.filter(({ landing }) => landing !== resident.landing);
      if (residents.length === 0) continue;
      found.set(pair, { household, side: own, other: { ...side, residents }, declared: false, severity: 'warning' });
    }
  }
  return [...found.values()];
}

/** Where who speaks for the sides is written; the account itself is in every document that lands in it. */
function documentsOf(sides: readonly Side[], owner: Resident | undefined): readonly Uri[] {
  return sides.map(leadOf).flatMap(lead => (lead === owner ? [] : [lead.at.uri]));
}

/** The account itself, as what it is declared to be. */
function ownerOf({ account }: Household, index: WorkspaceIndex): Resident | undefined {
  const declared = account === undefined ? undefined : index.declared(account);
  if (declared?.environment === undefined) return undefined;
  const { environment, id, at } = declared;
  const claim: Claim = { source: 'declared', text: { parts: [environment], at } };
  return { environment: index.vocabulary.environmentCalled(environment), claim, label: id, size: 0, at };
}

function withOwner(sides: readonly Side[], owner: Resident): readonly Side[] {
  const others = sides.filter(({ environment }) => environment.name !== owner.environment.name).flatMap(undeclared);
  const own = sides.filter(({ environment }) => environment.name === owner.environment.name);
  return mergeSides([{ environment: owner.environment, size: 0, residents: [owner] }, ...own, ...others]);
}

/** Without what is declared to be of another environment than the account: that is wrong in the settings, where both stand. */
function undeclared(side: Side): readonly Side[] {
  const residents = side.residents.filter(({ claim }) => claim.source !== 'declared');
  const size = side.residents.reduce((left, one) => (residents.includes(one) ? left : left - one.size), side.size);
  return residents.length === 0 ? [] : [{ ...side, size, residents }];
}

/** Who speaks for a side. */
export function leadOf({ residents }: Side): Resident {
  return residents[0]!;
}

function mix(household: Household, a: Side, b: Side, owner: Resident | undefined): Mix {
  const [side, other] = isReported(a, b) ? [a, b] : [b, a];
  const certain = !asARule.has(household.proof) && [a, b].every(one => isMeant(leadOf(one).claim));
  const declared = owner !== undefined && leadOf(other) === owner;
  return { household, side, other, declared, severity: certain ? 'error' : 'warning' };
}

/** Proofs by one credential: it may be another one in another hand. */
const asARule: ReadonlySet<Household['proof']> = new Set(['provider', 'profile']);

/** Whether `a` is the side to report: not the one that is declared, else the smaller one, else the lower one. */
function isReported(a: Side, b: Side): boolean {
  if (isDeclared(a) !== isDeclared(b)) return isDeclared(b);
  return a.size === b.size ? isBelow(a.environment, b.environment) : a.size < b.size;
}

function isDeclared(side: Side): boolean {
  return leadOf(side).claim.source === 'declared';
}
