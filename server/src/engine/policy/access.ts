/**
 * How the policies of who asks and those of what is asked for come together. From "How AWS enforcement code logic evaluates requests
 * to allow or deny access", "Policy evaluation for requests within a single account" and "Cross-account policy evaluation logic" of
 * the IAM User Guide; of keys, "Key policies in AWS KMS".
 */
import { type Bound, underCeilings } from './decide';
import { type Budget, combiningBudget } from './language';
import { type Allows, type Caller, circumstancesIn, type Question, readQuestion, type Target } from './question';
import type { Bounds } from './reading';
import { intersect, noRequests, type RequestSet, subtract, union } from './request-set';
import { type World, worldsOf } from './when';

/**
 * Of `asked`, whose principal is the caller, what AWS lets it do in at least one deployment. Unlike in `effective`, what a Deny may
 * take away is not certain either.
 */
export function accessOf(
  asked: RequestSet,
  caller: Caller,
  target: Target,
  isSameAccount: boolean,
  budget: Budget = combiningBudget(),
): Bounds<RequestSet> {
  const question = readQuestion(asked, caller, target, budget);
  const { questions, denials } = circumstancesIn(question);
  const worlds = worldsOf(undefined, questions, denials);
  const allowedIn = isSameAccount ? withinAccount : acrossAccounts;
  const inWorlds = (bound: Bound) =>
    union(
      ...worlds.map(world => {
        const view = { world, bound, budget };
        return undenied(allowedIn(question, view), question, view);
      }),
    );
  return { certain: inWorlds('certain'), possible: inWorlds('possible') };
}

/** One bound of what is left in one world. */
interface View {
  readonly world: World;
  readonly bound: Bound;
  readonly budget: Budget;
}

/**
 * Either side's word is enough, but for what the resource's policy guards. That policy can leave the decision to the account, and so
 * to its identity policies. Who is named as a user or a session, or as anyone, is not limited by what a boundary or a session policy
 * leaves out; who is named by its role is.
 */
function withinAccount({ asked, guarded, own, named, limits }: Question, view: View): RequestSet {
  const said = (allows: Allows) => allowedBy(allows, asked, view);
  const { world, bound, budget } = view;
  const itself = said(own);
  const letByAccount = intersect(said(named.throughAccount), itself, budget);
  const limited = union(subtract(itself, guarded, budget), letByAccount, said(named.asRole));
  return union(said(named.direct), underCeilings(limited, limits, bound, world, budget));
}

/** Each account decides by its own policies, and both must allow. */
function acrossAccounts({ asked, own, named, limits }: Question, view: View): RequestSet {
  const said = (allows: Allows) => allowedBy(allows, asked, view);
  const { world, bound, budget } = view;
  const itself = underCeilings(said(own), limits, bound, world, budget);
  return intersect(itself, union(...Object.values(named).map(said)), budget);
}

function allowedBy({ parts, isOpen }: Allows, asked: RequestSet, { world, bound, budget }: View): RequestSet {
  if (bound === 'possible' && isOpen) return asked;
  const holding = parts.filter(({ when }) => (bound === 'certain' ? world.holds(when) : world.mayHold(when)));
  return intersect(union(...holding.map(({ set }) => set[bound])), asked, budget);
}

/** Without what the organizations leave out, and without what anybody denies; or, of what is certain, may deny. */
function undenied(allowed: RequestSet, { controls, denied }: Question, { world, bound, budget }: View): RequestSet {
  if (bound === 'certain' && denied.isOpen) return noRequests;
  const taken = denied.parts.flatMap(({ set, when }) => {
    if (bound === 'certain') return world.mayHold(when) ? [set.possible] : [];
    return world.holds(when) ? [set.certain] : [];
  });
  return subtract(underCeilings(allowed, controls, bound, world, budget), union(...taken), budget);
}
