import { type Place, readAs } from '../place';
import { both, type Circumstance, choice, either, not } from '../when';
import { argumentsOf, intrinsicOf, wordAt } from './intrinsics';
import { described, usualOf, valuesOf } from './parts';
import { bound } from './references';
import { partsAt } from './strings';
import { type Parts, type Scope, type Scoped, type Template, takeStep } from './template';

/** How deep conditions are followed into each other. */
const MAX_DEPTH = 64;

/**
 * When each condition holds, worked out when first asked and then remembered. One that is not declared, goes in a circle or cannot
 * be read is a choice of its own, called by its name.
 */
export function conditionsOf(
  declared: ReadonlyMap<string, Scoped>,
  problem: Template['problem'],
): (name: string) => Circumstance {
  const settled = new Map<string, Circumstance | 'open'>();
  let depth = 0;
  const condition = (name: string): Circumstance => {
    const known = settled.get(name);
    const place = declared.get(name);
    if (known === 'open') problem(`the condition \`${name}\` depends on itself`, place!.place.at);
    if (known === 'open' || !place || depth > MAX_DEPTH) return choice(name, 'true');
    if (settled.has(name)) return known;
    settled.set(name, 'open');
    depth++;
    const when = circumstanceAt(place.place, place.scope, condition) ?? { of: name };
    depth--;
    const result = 'of' in when ? choice(name, 'true') : when.holds;
    settled.set(name, result);
    return result;
  };
  return condition;
}

interface Known {
  readonly holds: Circumstance;
}

/** Undefined for what is no condition. */
function circumstanceAt(
  place: Place,
  scope: Scope,
  condition: (name: string) => Circumstance,
  depth = 0,
): Known | undefined {
  const call = intrinsicOf(place) ?? conditionCall(place);
  if (!call || depth > MAX_DEPTH || !takeStep(scope.template)) return constant(place);
  const { name, argument } = call;
  if (name === 'Condition') {
    const named = wordAt(argument);
    return named === undefined ? undefined : { holds: condition(bound(named, scope)) };
  }
  const operands = argumentsOf(argument) ?? [argument];
  if (name === 'Fn::Equals') return equality(operands, scope);
  const combine = name === 'Fn::And' ? both : name === 'Fn::Or' ? either : name === 'Fn::Not' ? negation : undefined;
  if (!combine) return undefined;
  const known = operands.map(operand => circumstanceAt(operand, scope, condition, depth + 1));
  if (known.length === 0 || known.some(operand => !operand)) return undefined;
  const start: Circumstance = name === 'Fn::Or' ? [] : undefined;
  return { holds: known.reduce((when, operand) => combine(when, operand!.holds), start) };
}

function negation(_: Circumstance, operand: Circumstance): Circumstance {
  return not(operand);
}

/** `{ Condition: Name }` in its long form. */
function conditionCall(place: Place): { readonly name: string; readonly argument: Place } | undefined {
  const { node } = place;
  const only = node.kind === 'map' && node.entries.length === 1 ? node.entries[0] : undefined;
  return only?.key.raw === 'Condition' ? { name: 'Condition', argument: readAs(place, only.value) } : undefined;
}

/** A literal `true` or `false`, as some write it. */
function constant({ node }: Place): Known | undefined {
  if (node.kind !== 'scalar') return undefined;
  return node.raw === 'true' ? { holds: undefined } : node.raw === 'false' ? { holds: [] } : undefined;
}

/** Two strings are equal: known when both are, else a choice of what the one that is open is. */
function equality(operands: readonly Place[], scope: Scope): Known | undefined {
  const [one, other] = operands.map(operand => partsAt(operand, scope));
  if (!one || !other || operands.length !== 2) return undefined;
  const [left, right] = [valuesOf(one), valuesOf(other)];
  if (left && right && !left.some(value => right.includes(value))) return { holds: [] };
  if (left?.length === 1 && right?.length === 1) return { holds: undefined };
  const [of, value] =
    right?.length === 1 ? [one, other] : left?.length === 1 ? [other, one] : [one, other].sort(byName);
  return { holds: caseOf(of!, described(value!)) ?? choice(described(of!), described(value!), usualOf(of!)) };
}

/** When what is looked up or chosen elsewhere is this value; undefined where the template does not say it. */
function caseOf([only, ...more]: Parts, value: string): Circumstance {
  if (more.length > 0 || typeof only !== 'object' || !only.cases) return undefined;
  return only.cases.filter(one => one.value === value).reduce<Circumstance>((when, one) => either(when, one.when), []);
}

function byName(a: Parameters<typeof described>[0], b: Parameters<typeof described>[0]): number {
  return described(a) < described(b) ? -1 : 1;
}
