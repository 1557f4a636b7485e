import { children, type Place } from '../place';
import { argumentsOf, wordAt } from './intrinsics';
import { literalOf, opaque } from './parts';
import { bound } from './references';
import { listAt, listParameterAt } from './strings';
import { type Part, type Scope, type Scoped, takeStep } from './template';

/** An entry of a section, loops written out. */
export interface SectionEntry extends Scoped {
  readonly key: string;
  /** The same object as long as nothing in the entry is edited; a loop's entries share theirs. */
  readonly origin: object;
}

const MAX_NESTING = 5;
/** Beyond so many values a loop is read once, its identifier left open. */
const MAX_VALUES = 200;

/** The entries of a section; `Fn::ForEach::…` brings what it makes, each with the value that its identifier has there. */
export function entriesOf(section: Place, scope: Scope, nesting = 0): readonly SectionEntry[] {
  return children(section).flatMap(({ key, place, origin }) =>
    key.startsWith('Fn::ForEach::') && nesting < MAX_NESTING
      ? rounds(place, scope, nesting)
      : [{ key: bound(key, scope), place, scope, origin }],
  );
}

/** `[Identifier, collection, { key: value }]`. */
function rounds(loop: Place, scope: Scope, nesting: number): readonly SectionEntry[] {
  const [identifier, collection, output] = argumentsOf(loop) ?? [];
  const name = wordAt(identifier);
  if (name === undefined || !collection || output?.node.kind !== 'map') {
    scope.template.problem('a loop is written `[Identifier, collection, { key: value }]`', loop.at);
    return [];
  }
  return valuesOf(collection, name, scope).flatMap(value => {
    const inner: Scope = { ...scope, bindings: new Map(scope.bindings).set(name, value) };
    const entries = entriesOf(output, inner, nesting + 1);
    return takeStep(scope.template, entries.length * 10) ? entries : [];
  });
}

/** The values of a loop: those of a literal list, or of a parameter's default; else one that is open. */
function valuesOf(collection: Place, name: string, scope: Scope): readonly Part[] {
  const list = listAt(collection, scope)?.map(literalOf) ?? listParameterAt(collection, scope)?.list;
  const known = list?.flatMap(value => (value === undefined ? [] : [value]));
  return known && known.length === list?.length && known.length <= MAX_VALUES ? known : [opaque(name)];
}
