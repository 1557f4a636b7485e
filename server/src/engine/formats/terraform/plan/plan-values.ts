import type { SyntaxTree } from '../../../syntax/tree';
import { below, type SourcePointer } from '../../../text/text';
import { child, items, type Place } from '../../place';
import { wordAt } from '../addresses';
import { defined, evaluateNode, evaluateText, literally } from '../values/expressions';
import { holeOf, itemsOf, textOf } from '../values/readings';
import { list, map, opaque, type Scope, type Value } from '../values/value';

/** Where the values of a plan are read, and what the names in its configuration mean there. */
export interface Planned {
  readonly tree: SyntaxTree;
  readonly scope: Scope;
  /** Whose values these are, for the names of holes. */
  readonly address: string;
  /** What an expression of an HCL file refers to is good enough for its value, though there may be text around it. */
  readonly roughly?: boolean;
}

/** A planned value: as known, and with holes where it is known only after apply. `expression` is its configuration. */
export function plannedValue(
  known: Place | undefined,
  unknown: Place | undefined,
  expression: Place | undefined,
  planned: Planned,
  at: SourcePointer,
): Value | undefined {
  if (isTrue(unknown)) return unknownValue(expression, planned, at);
  if (!known) return undefined;
  if (!hasUnknown(unknown)) return evaluateNode(planned.tree, known.node, known.at, literally());
  return known.node.kind === 'list'
    ? plannedList(known, unknown!, expression, planned)
    : plannedMap(known, unknown!, expression, planned);
}

function plannedList(known: Place, unknown: Place, expression: Place | undefined, planned: Planned): Value {
  const marks = items(unknown);
  const written = expression?.node.kind === 'list' ? items(expression) : [];
  const values = items(known).map((item, i) => {
    if (isTrue(marks[i])) return undefined;
    return plannedValue(item, marks[i], written.length === marks.length ? written[i] : undefined, planned, item.at);
  });
  const open = marks.filter(isTrue).length;
  return list([...values.filter(defined), ...openElements(open, expression, planned, known.at)], known.at);
}

/** The elements of a list that are known only after apply. Sets are sorted: which is which cannot be told by its place. */
function openElements(
  count: number,
  expression: Place | undefined,
  planned: Planned,
  at: SourcePointer,
): readonly Value[] {
  if (count === 0) return [];
  const value = unknownValue(expression, planned, at);
  const open = itemsOf(value).filter(item => textOf(item).parts.some(part => typeof part === 'object'));
  return open.length > 0 ? open : [openValue(planned, at)];
}

function plannedMap(known: Place, unknown: Place, expression: Place | undefined, planned: Planned): Value {
  const entries = new Map<string, Value>();
  const names = [known, unknown].flatMap(({ node }) =>
    node.kind === 'map' ? node.entries.map(({ key }) => key.raw) : [],
  );
  for (const name of new Set(names)) {
    const written = expression && child(expression, name);
    const value = plannedValue(child(known, name), child(unknown, name), written, planned, below(known.at, name));
    if (value) entries.set(name, value);
  }
  return map(entries, known.at);
}

function isTrue(place: Place | undefined): boolean {
  return place?.node.kind === 'scalar' && place.node.value === true;
}

/** Trees are deep only where somebody wants to do harm: beyond this nothing is looked for. */
const maximumDepth = 60;

function hasUnknown(place: Place | undefined): boolean {
  return place !== undefined && anyTrue(place.node, 0);
}

function anyTrue(node: Place['node'], depth: number): boolean {
  if (node.kind === 'scalar') return node.value === true;
  if (depth > maximumDepth) return true;
  return node.kind === 'list'
    ? node.items.some(item => anyTrue(item, depth + 1))
    : node.entries.some(({ value }) => anyTrue(value, depth + 1));
}

/** What the configuration says of a value that is known after apply; what it does not say is a hole in its words. */
function unknownValue(expression: Place | undefined, planned: Planned, at: SourcePointer): Value | undefined {
  return (expression && expressionValue(expression, planned)) ?? openValue(planned, at);
}

function openValue({ address }: Planned, at: SourcePointer): Value {
  return opaque(`${address}.${at.path.at(-1)}`, at);
}

/**
 * The value of an expression in a plan's configuration: a constant, a template (of a `.tf.json` file), or nothing but what it
 * refers to; a block has an expression for each attribute. Undefined when the configuration does not say.
 */
export function expressionValue(expression: Place, planned: Planned, depth = 0): Value | undefined {
  if (depth > maximumDepth) return undefined;
  const { at } = expression;
  if (expression.node.kind === 'list') {
    return list(
      items(expression)
        .map(item => expressionValue(item, planned, depth + 1))
        .filter(defined),
      at,
    );
  }
  if (expression.node.kind !== 'map') return undefined;
  const constant = child(expression, 'constant_value');
  const references = child(expression, 'references');
  if (constant) return evaluateNode(planned.tree, constant.node, constant.at, planned.scope);
  if (references) return referredValue(references, planned);
  const entries = expression.node.entries.map(({ key, value }): [string, Value | undefined] => [
    key.raw,
    expressionValue({ node: value, at: below(at, key.raw) }, planned, depth + 1),
  ]);
  const known = entries.filter((entry): entry is [string, Value] => entry[1] !== undefined);
  return known.length > 0 ? map(new Map(known), at) : undefined;
}

/** The one thing referred to; of several, what they make cannot be known. */
function referredValue(references: Place, { scope, roughly }: Planned): Value | undefined {
  const words = items(references).map(wordAt).filter(defined);
  const whole = words.filter(
    word => !words.some(other => other.startsWith(`${word}.`) || other.startsWith(`${word}[`)),
  );
  const [only] = whole;
  if (whole.length !== 1 || only === undefined) return opaque(whole.join(', '), references.at);
  const value = evaluateText(`\${${only}}`, references.at, scope);
  // A text may be part of another one: `"${var.account}-logs"` refers to nothing but the variable.
  const isPart = value?.kind === 'scalar' && !holeOf(value) && !roughly;
  return value === undefined || isPart ? opaque(only, references.at) : value;
}
