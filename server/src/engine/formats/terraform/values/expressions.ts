import type { Hole } from '../../../model/text';
import type { Expression, Reference, Step, Template } from '../../../syntax/hcl/expression';
import { readTemplate } from '../../../syntax/hcl/read';
import type { ListNode, MapNode, ScalarNode, SyntaxNode, SyntaxTree } from '../../../syntax/tree';
import { below, type SourcePointer } from '../../../text/text';
import { possible } from '../../possible';
import { not } from '../../when';
import { conditionOf } from './conditions';
import { callFunction } from './functions';
import { holeOf, literalOf, textOf } from './readings';
import { alternatives, list, map, opaque, type Scope, scalar, type Value } from './value';
import { walk } from './walk';

/** Where strings are no templates: values of variables, plans, states. */
export function literally(): Scope {
  return { literal: true, resolve: () => undefined, nesting: { depth: 0 } };
}

/** Values nested deeper than this, references followed, cannot be known; no recursion here goes deeper. */
const maximumNesting = 300;

/** Works something out one level deeper. */
function deeper(scope: Scope, at: SourcePointer, work: () => Value | undefined): Value | undefined {
  if (scope.nesting.depth >= maximumNesting) return opaque('deep nesting', at);
  scope.nesting.depth++;
  const value = work();
  scope.nesting.depth--;
  return value;
}

/** The value of what stands in a JSON tree; undefined for null. */
export function evaluateNode(tree: SyntaxTree, node: SyntaxNode, at: SourcePointer, scope: Scope): Value | undefined {
  if (node.kind === 'scalar') return evaluateScalar(tree, node, at, scope);
  return deeper(scope, at, () =>
    node.kind === 'list' ? evaluateList(tree, node, at, scope) : evaluateMap(tree, node, at, scope),
  );
}

function evaluateList(tree: SyntaxTree, node: ListNode, at: SourcePointer, scope: Scope): Value {
  const items = node.items.map((item, i) => evaluateNode(tree, item, below(at, i), scope));
  return list(items.filter(defined), at);
}

function evaluateMap(tree: SyntaxTree, node: MapNode, at: SourcePointer, scope: Scope): Value {
  const entries = new Map<string, Value>();
  for (const { key, value } of node.entries) {
    const held = evaluateNode(tree, value, below(at, key.raw), scope);
    if (held !== undefined) entries.set(key.raw, held);
    else entries.delete(key.raw);
  }
  return map(entries, at);
}

function evaluateScalar(tree: SyntaxTree, node: ScalarNode, at: SourcePointer, scope: Scope): Value | undefined {
  if (node.value === null) return undefined;
  if (typeof node.value !== 'string') return scalar([node.raw], at);
  const written = { tree, node, at, scope };
  const template = !scope.literal && /[$%]\{/.test(node.raw);
  if (!template) return { ...scalar([node.raw], at), written };
  const value = evaluateText(node.raw, at, scope);
  return value?.kind === 'scalar' && !holeOf(value) ? { written, ...value } : value;
}

/** The value of a template's text; undefined for null. */
export function evaluateText(text: string, at: SourcePointer, scope: Scope): Value | undefined {
  return evaluate(readTemplate(text), { source: text, at, direct: true, scope });
}

/** Where an expression stands. */
export interface Place {
  /** The text that the expression's ranges count in. */
  readonly source: string;
  readonly at: SourcePointer;
  /** Whether steps below `at` lead into the expression: only into objects and lists that are the whole text. */
  readonly direct: boolean;
  readonly scope: Scope;
}

/** The value of an expression; undefined for null. What cannot be worked out is a hole in its own words. */
export function evaluate(expression: Expression, place: Place): Value | undefined {
  return deeper(place.scope, place.at, () => resultOf(expression, place));
}

function resultOf(expression: Expression, place: Place): Value | undefined {
  switch (expression.kind) {
    case 'literal':
      return expression.value === null ? undefined : scalar([String(expression.value)], place.at);
    case 'template':
      return evaluateTemplate(expression, place);
    case 'object':
      return evaluateObject(expression.entries, place);
    case 'tuple': {
      const items = expression.items.map((item, i) => evaluate(item, inside(place, i)));
      return list(items.filter(defined), place.at);
    }
    case 'reference':
      return evaluateReference(expression, place);
    case 'call':
      return evaluateCall(expression, place);
    case 'conditional':
      return evaluateConditional(expression, place);
    default:
      return opaque(wordsOf(expression, place), place.at);
  }
}

/** What a reader would call it: the expression's own text, cut when it is long. */
export function wordsOf(expression: Expression, place: Place): string {
  const words = place.source.slice(expression.range.start, Math.min(expression.range.end, expression.range.start + 80));
  return words.replace(/\s+/g, ' ').trim();
}

function evaluateTemplate(template: Template, place: Place): Value | undefined {
  const [only] = template.parts;
  if (template.parts.length === 1 && typeof only === 'object') return evaluate(only, place);
  const parts: (string | Hole)[] = [];
  for (const part of template.parts) {
    if (typeof part === 'string') parts.push(part);
    else parts.push(...partsOf(evaluate(part, { ...place, direct: false }), part, place));
  }
  return scalar(parts, place.at);
}

function partsOf(value: Value | undefined, expression: Expression, place: Place): readonly (string | Hole)[] {
  if (value === undefined) return [];
  if (value.kind === 'scalar' || value.kind === 'document' || value.kind === 'alternatives') return textOf(value).parts;
  return [{ hole: wordsOf(expression, place), kind: 'opaque' }];
}

function evaluateObject(written: (Expression & { kind: 'object' })['entries'], place: Place): Value {
  const entries = new Map<string, Value>();
  for (const { key, value } of written) {
    const name = literalOf(evaluate(key, { ...place, direct: false }));
    if (name === undefined) continue;
    const held = evaluate(value, inside(place, name));
    if (held !== undefined) entries.set(name, held);
  }
  return map(entries, place.at);
}

function inside(place: Place, step: string | number): Place {
  return place.direct ? { ...place, at: below(place.at, step) } : place;
}

function evaluateCall(call: Expression & { kind: 'call' }, place: Place): Value | undefined {
  const transparent = call.name === 'jsonencode' && call.args.length === 1;
  const args = call.args.map(arg => evaluate(arg, { ...place, direct: place.direct && transparent }));
  return callFunction(call.name, args, place.at) ?? opaque(wordsOf(call, place), place.at);
}

function evaluateConditional(conditional: Expression & { kind: 'conditional' }, place: Place): Value | undefined {
  const within = { ...place, direct: false };
  const when = conditionOf(conditional.condition, within);
  if (when === undefined) return evaluate(conditional.yes, within);
  if (when.length === 0) return evaluate(conditional.no, within);
  const yes = possible(evaluate(conditional.yes, within), when);
  const no = possible(evaluate(conditional.no, within), not(when));
  return alternatives([yes, no], wordsOf(conditional, place), place.at);
}

/** References with more steps than this cannot be known. */
const maximumSteps = 50;

function evaluateReference(reference: Reference, place: Place): Value | undefined {
  if (reference.steps.length > maximumSteps) return opaque(wordsOf(reference, place), place.at);
  const steps = reference.steps.map(step => literalStep(step, place));
  const unknown = steps.indexOf(undefined);
  if (unknown < 0) return rootOf(reference, steps.filter(defined), place);
  const value = rootOf(reference, steps.slice(0, unknown).filter(defined), place);
  const rest = steps.slice(unknown + 1);
  // Which instance `aws_iam_role.each[local.key].arn` means does not matter for a hole; it does for everything else.
  return holeOf(value) && rest.every(defined)
    ? walk(value, rest, place.at)
    : opaque(wordsOf(reference, place), place.at);
}

function rootOf(reference: Reference, steps: readonly (string | number)[], place: Place): Value | undefined {
  if (typeof reference.root === 'string') return moved(place.scope.resolve(reference.root, steps, place.at), place.at);
  const root = evaluate(reference.root, { ...place, direct: false });
  return root === undefined ? undefined : walk(root, steps, place.at);
}

function literalStep(step: Step, place: Place): string | number | undefined {
  if (step.kind === 'attribute') return step.name;
  if (step.kind === 'splat') return '*';
  const index = evaluate(step.index, { ...place, direct: false });
  const literal = literalOf(index);
  return literal !== undefined && /^\d+$/.test(literal) ? Number(literal) : literal;
}

/** A text that comes from elsewhere is shown where it is used; what has parts keeps their places. */
function moved(value: Value | undefined, at: SourcePointer): Value | undefined {
  return value?.kind === 'scalar' ? { ...value, text: { ...value.text, at } } : value;
}

export function defined<T>(value: T | undefined): value is T {
  return value !== undefined;
}
