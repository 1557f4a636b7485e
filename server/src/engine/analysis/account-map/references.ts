/** What a stack needs of another, and who deploys it. */
import type { Resource, ResourceKind } from '../../model/resource';
import { literalOf, type Text } from '../../model/text';
import { usedBy } from '../environments/sayings';
import type { Named, WorkspaceIndex } from '../index/workspace-index';
import type { Stack } from './stacks';

/** A resource that names one of another stack. */
export interface Reference {
  readonly from: string;
  readonly to: string;
  readonly certain: boolean;
  /** How it names it, before the name: `imports`. */
  readonly says: string;
  readonly text: Text;
}

const MAX_REFERENCES = 5_000;
const MAX_OF_ONE = 20;

const things: readonly ResourceKind[] = [
  ...(['data', 'secret', 'compute', 'pipeline', 'role', 'user', 'policy', 'instance-profile', 'other'] as const),
];

/** Through exports, outputs and parameters, or by name or ARN; in order of stack. */
export function* referencesIn(
  stacks: readonly Stack[],
  index: WorkspaceIndex,
): Generator<void, readonly Reference[], void> {
  const found = new Map<string, Reference>();
  for (const { residents } of stacks) {
    for (const { resource } of residents) {
      for (const text of namesIn(resource)) {
        for (const { says, named } of namedElsewhere(text, resource.at.uri, index)) {
          const key = `${resource.id} ${named.resource.id}`;
          if (found.size >= MAX_REFERENCES || found.has(key)) continue;
          found.set(key, { from: resource.id, to: named.resource.id, certain: named.certain, says, text });
        }
      }
    }
    yield;
  }
  return [...found.values()];
}

const remembered = new WeakMap<Resource, readonly Text[]>();

/** Of what it names, that which one text says whole. */
function namesIn(resource: Resource): readonly Text[] {
  const known = remembered.get(resource);
  if (known) return known;
  const whole = [...usedBy(resource), ...resource.runsAs].filter(({ parts }) => parts.length === 1 && parts[0] !== '*');
  const names = whole.slice(0, MAX_OF_ONE);
  remembered.set(resource, names);
  return names;
}

interface NamedElsewhere {
  readonly says: string;
  readonly named: Named;
}

function namedElsewhere(text: Text, from: Text['at']['uri'], index: WorkspaceIndex): readonly NamedElsewhere[] {
  const [only] = text.parts;
  if (only === undefined) return [];
  if (typeof only === 'object') {
    if (only.resource !== undefined && only.import === undefined) return [];
    const says = only.import === undefined && !only.importNamed ? 'is given' : 'imports';
    return elsewhere(index.named(text, things, from), from).map(named => ({ says, named }));
  }
  const named = elsewhere(index.named(text, things, from), from).filter(({ resource: { name } }) =>
    endsIn(only, name && literalOf(name)),
  );
  return named.map(one => ({ says: 'names', named: { ...one, certain: one.certain && named.length === 1 } }));
}

function elsewhere(named: readonly Named[], from: Text['at']['uri']): readonly Named[] {
  return named.filter(({ resource }) => resource.at.uri !== from);
}

/** Whether a text is a name, or an ARN or a path that ends in it: the index goes by the last word of either. */
function endsIn(text: string, name: string | undefined): boolean {
  if (name === undefined || !text.endsWith(name)) return false;
  return text.length === name.length || /[:/]/.test(text[text.length - name.length - 1]!);
}
