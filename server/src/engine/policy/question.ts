/** Who asks, what is asked for, and all that the policies of both say of one question. */
import {
  type Ceiling,
  circumstancesOf,
  type ReadCeiling,
  readCeiling,
  type Stated,
  statementsIn,
  whenOf,
} from './decide';
import { concerns, denote, denoting } from './denote';
import type { Budget, Language } from './language';
import { type Ways, waysOf } from './principals';
import type { Bounds, Given } from './reading';
import { intersect, noRequests, type RequestSet, requests } from './request-set';
import type { Circumstance } from './when';

export type Said = Stated;

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

export interface Question {
  readonly asked: RequestSet;
  readonly guarded: RequestSet;
  /** What the caller's policies allow. */
  readonly own: Allows;
  /** What the target's policy allows, by how it names those whom it lets. */
  readonly named: Readonly<Record<keyof Ways, Allows>>;
  /** The caller's boundary and session policies. */
  readonly limits: readonly ReadCeiling[];
  /** What the organizations of both leave. */
  readonly controls: readonly ReadCeiling[];
  readonly denied: Denies;
}

export interface Allows {
  readonly parts: readonly Allowed[];
  /** There are more that were not read: they may allow all. */
  readonly isOpen: boolean;
}

export interface Denies {
  readonly parts: readonly Allowed[];
  /** There are more that were not read: they may deny all. */
  readonly isOpen: boolean;
}

/** So many Allows, and so many Denies, of one side are read. */
const MOST_READ = 200;

export function readQuestion(asked: RequestSet, caller: Caller, target: Target, budget: Budget): Question {
  const limits = [...caller.boundary, ...caller.session];
  const ceilings = (all: readonly Ceiling[], given: Given) =>
    all.map(ceiling => readCeiling(ceiling, asked, denoting(given), budget));
  return {
    asked,
    guarded: requests({ action: target.guarded }),
    own: firstOf(caller.allowed, caller.mayBeAllowedMore),
    named: namedIn(target, asked, budget),
    limits: ceilings(limits, caller.given),
    controls: [...ceilings(caller.controls, caller.given), ...ceilings(target.controls, target.given)],
    denied: deniedBy(caller, target, asked),
  };
}

/** Those that decide what is allowed, and those of Denies. */
export function circumstancesIn({ own, named, denied, limits, controls }: Question) {
  const parts = [own, ...Object.values(named)].flatMap(allows => allows.parts);
  return {
    questions: [...parts.map(({ when }) => when), ...[...limits, ...controls].flatMap(circumstancesOf)],
    denials: denied.parts.map(({ when }) => when),
  };
}

function firstOf<T>(all: readonly T[], isOpen = false): { readonly parts: readonly T[]; readonly isOpen: boolean } {
  return { parts: all.slice(0, MOST_READ), isOpen: isOpen || all.length > MOST_READ };
}

function concerned(said: readonly Said[], effect: 'Allow' | 'Deny', asked: RequestSet): readonly Said[] {
  return said.filter(({ statement }) => statement.effect === effect && concerns(statement, asked));
}

function namedIn({ statements, given }: Target, asked: RequestSet, budget: Budget): Question['named'] {
  const allows = firstOf(concerned(statements ?? [], 'Allow', asked), statements === undefined);
  const read = allows.parts.map(said => ({ ...readOne(said, given), who: waysOf(said.statement, given) }));
  const by = (way: keyof Ways): Allows => {
    const parts = read.map(({ set, when, who }) => {
      const of = (bound: 'certain' | 'possible') =>
        intersect(set[bound], requests({ principal: who[bound][way] }), budget);
      return { set: { certain: of('certain'), possible: of('possible') }, when };
    });
    return { parts, isOpen: allows.isOpen };
  };
  return { direct: by('direct'), asRole: by('asRole'), throughAccount: by('throughAccount') };
}

function deniedBy(caller: Caller, target: Target, asked: RequestSet): Denies {
  const ceilings = [...caller.boundary, ...caller.session, ...caller.controls];
  const ofCaller = firstOf(concerned([...caller.denies, ...ceilings.flatMap(statementsIn)], 'Deny', asked));
  const said = [...(target.statements ?? []), ...target.controls.flatMap(statementsIn)];
  const ofTarget = firstOf(concerned(said, 'Deny', asked));
  return {
    parts: [
      ...ofCaller.parts.map(one => readOne(one, caller.given)),
      ...ofTarget.parts.map(one => readDeny(one, target.given, caller)),
    ],
    isOpen: ofCaller.isOpen || ofTarget.isOpen,
  };
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
