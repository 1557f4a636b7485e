/**
 * How the policies of who asks and those of what is asked for come together. From "How AWS enforcement code logic evaluates requests
 * to allow or deny access", "Policy evaluation for requests within a single account" and "Cross-account policy evaluation logic" of
 * the IAM User Guide; of keys, "Key policies in AWS KMS".
 */
import {
  type Bound,
  type Ceiling,
  circumstancesOf,
  type ReadCeiling,
  readCeiling,
  type Stated,
  statementsIn,
  underCeilings,
  whenOf,
} from './decide';
import { concerns, denote } from './denote';
import type { Language } from './language';
import { type Ways, waysOf } from './principals';
import type { Bounds, Given } from './reading';
import { intersect, noRequests, type RequestSet, requests, subtract, union } from './request-set';
import { type Circumstance, type World, worldsOf } from './when';

/** A statement; `uncertain` where something that is not in its text decides whether it speaks at all. */
export type Said = Stated & { readonly uncertain?: boolean };

/** Part of what one side allows, in its circumstances. */
export interface Allowed {
  readonly set: Bounds<RequestSet>;
  readonly when?: Circumstance;
}

/** Who asks. */
export interface Caller {
  /** What its identity policies allow of what is asked; what takes away from that may be taken away already. */
  readonly allowed: readonly Allowed[];
  /** There are identity policies that nobody here can read: they may allow all. */
  readonly mayBeAllowedMore: boolean;
  /** Those of its identity policies. */
  readonly denies: readonly Said[];
  readonly boundary: readonly Ceiling[];
  /** Session policies. */
  readonly session: readonly Ceiling[];
  /** Service control policies on its account. */
  readonly controls: readonly Ceiling[];
  readonly given: Given;
}

/** What is asked for. */
export interface Target {
  /** What its own policy says; undefined for one that nobody here can read, which may allow all. */
  readonly statements: readonly Said[] | undefined;
  /** Actions that nobody may do, its own account's identities included, unless its policy lets them: those of a role, of a key. */
  readonly guarded: Language;
  /** Resource control policies on its account. */
  readonly controls: readonly Ceiling[];
  readonly given: Given;
}

/**
 * Of `asked`, whose principal is the caller, what AWS lets it do in at least one deployment. Unlike in `effective`, what a Deny may
 * take away is not certain either.
 */
export function accessOf(
  asked: RequestSet,
  caller: Caller,
  target: Target,
  isSameAccount: boolean,
): Bounds<RequestSet> {
  const question = read(asked, caller, target, isSameAccount);
  const worlds = worldsOf(undefined, circumstancesIn(question));
  const inWorlds = (bound: Bound) => union(...worlds.map(world => leftIn(world, bound, question)));
  return { certain: inWorlds('certain'), possible: inWorlds('possible') };
}

/** All that is said of one question. */
interface Question {
  readonly asked: RequestSet;
  readonly isSameAccount: boolean;
  readonly guarded: RequestSet;
  readonly own: Allows;
  readonly named: Readonly<Record<keyof Ways, Allows>>;
  readonly limits: readonly ReadCeiling[];
  readonly controls: readonly ReadCeiling[];
  readonly denied: readonly Allowed[];
  readonly deniesMore: boolean;
}

interface Allows {
  readonly parts: readonly Allowed[];
  /** There are more that were not read: they may allow all. */
  readonly isOpen: boolean;
}

/** So many Allows, and so many Denies, of one side are read. */
const MOST_READ = 200;

function read(asked: RequestSet, caller: Caller, target: Target, isSameAccount: boolean): Question {
  const { statements = [], guarded } = target;
  const limits = [...caller.boundary, ...caller.session];
  const ceilingsOf = (ceilings: readonly Ceiling[], given: Given) =>
    ceilings.map(ceiling => readCeiling(ceiling, asked, given));
  const ofCaller = [...caller.denies, ...[...limits, ...caller.controls].flatMap(statementsIn)];
  const ofTarget = [...statements, ...target.controls.flatMap(statementsIn)];
  const denied = [
    ...concerned(ofCaller, 'Deny', asked).map(said => readOne(said, caller.given)),
    ...concerned(ofTarget, 'Deny', asked).map(said => readDeny(said, target.given, caller)),
  ];
  return {
    asked,
    isSameAccount,
    guarded: requests({ action: guarded }),
    own: firstOf(caller.allowed, caller.mayBeAllowedMore),
    named: namedIn(target, asked),
    limits: ceilingsOf(limits, caller.given),
    controls: [...ceilingsOf(caller.controls, caller.given), ...ceilingsOf(target.controls, target.given)],
    denied: denied.slice(0, MOST_READ),
    deniesMore: denied.length > MOST_READ,
  };
}

function firstOf(parts: readonly Allowed[], isOpen: boolean): Allows {
  return { parts: parts.slice(0, MOST_READ), isOpen: isOpen || parts.length > MOST_READ };
}

function concerned(said: readonly Said[], effect: 'Allow' | 'Deny', asked: RequestSet): readonly Said[] {
  return said.filter(({ statement }) => statement.effect === effect && concerns(statement, asked));
}

/** What the resource's policy allows, by how it names those whom it lets. */
function namedIn({ statements, given }: Target, asked: RequestSet): Question['named'] {
  const allows = concerned(statements ?? [], 'Allow', asked).slice(0, MOST_READ + 1);
  const read = allows.map(said => ({ ...readOne(said, given), who: waysOf(said.statement, given) }));
  const by = (way: keyof Ways) => {
    const parts = read.map(({ set, when, who }) => {
      const of = (bound: Bound) => intersect(set[bound], requests({ principal: who[bound][way] }));
      return { set: { certain: of('certain'), possible: of('possible') }, when };
    });
    return firstOf(parts, statements === undefined);
  };
  return { direct: by('direct'), asRole: by('asRole'), throughAccount: by('throughAccount') };
}

function readOne(said: Said, given: Given): Allowed {
  const { certain, possible } = denote(said.statement, given);
  return { set: { certain: said.uncertain ? noRequests : certain, possible }, when: whenOf(said) };
}

/**
 * A Deny with NotPrincipal "will always deny any IAM principal that has a permissions boundary policy attached, regardless of the
 * values" ("Permissions boundaries for IAM entities").
 */
function readDeny(said: Said, given: Given, { boundary }: Caller): Allowed {
  const read = readOne(said, given);
  if (boundary.length === 0 || said.statement.principals?.mode !== 'except') return read;
  const { principals: _, ...ofAll } = said.statement;
  const whole = readOne({ ...said, statement: ofAll }, given);
  const isBounded = boundary.some(({ options }) => options.some(({ when }) => when === undefined));
  return isBounded ? whole : { ...read, set: { certain: read.set.certain, possible: whole.set.possible } };
}

function circumstancesIn({ own, named, denied, limits, controls }: Question): readonly Circumstance[] {
  const parts = [own, ...Object.values(named)].flatMap(allows => allows.parts);
  return [...[...parts, ...denied].map(({ when }) => when), ...[...limits, ...controls].flatMap(circumstancesOf)];
}

function leftIn(world: World, bound: Bound, question: Question): RequestSet {
  const { isSameAccount, controls, denied, deniesMore } = question;
  if (bound === 'certain' && deniesMore) return noRequests;
  const allowed = isSameAccount ? withinAccount(world, bound, question) : acrossAccounts(world, bound, question);
  const taken = denied.flatMap(({ set, when }) => {
    if (bound === 'certain') return world.mayHold(when) ? [set.possible] : [];
    return world.holds(when) ? [set.certain] : [];
  });
  return subtract(underCeilings(allowed, controls, bound, world), union(...taken));
}

/**
 * Either side's word is enough, but for what the resource's policy guards. That policy can leave the decision to the account, and so
 * to its identity policies. Who is named as a user or a session, or as anyone, is not limited by what a boundary or a session policy
 * leaves out; who is named by its role is.
 */
function withinAccount(world: World, bound: Bound, { asked, guarded, own, named, limits }: Question): RequestSet {
  const said = (allows: Allows) => allowedIn(allows, world, bound, asked);
  const itself = said(own);
  const letByAccount = intersect(said(named.throughAccount), itself);
  const limited = union(subtract(itself, guarded), letByAccount, said(named.asRole));
  return union(said(named.direct), underCeilings(limited, limits, bound, world));
}

/** Each account decides by its own policies, and both must allow. */
function acrossAccounts(world: World, bound: Bound, { asked, own, named, limits }: Question): RequestSet {
  const said = (allows: Allows) => allowedIn(allows, world, bound, asked);
  const itself = underCeilings(said(own), limits, bound, world);
  return intersect(itself, union(...Object.values(named).map(said)));
}

function allowedIn({ parts, isOpen }: Allows, world: World, bound: Bound, asked: RequestSet): RequestSet {
  if (bound === 'possible' && isOpen) return asked;
  const holding = parts.filter(({ when }) => (bound === 'certain' ? world.holds(when) : world.mayHold(when)));
  return intersect(union(...holding.map(({ set }) => set[bound])), asked);
}
