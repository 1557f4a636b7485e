/** What roles are called, and what a pattern with wildcards fixes of a name. */
import { equalData } from '../../model/equal';
import type { Resource } from '../../model/resource';
import { certainReadings, literalOf, type Parts, possibleReadings, type Text } from '../../model/text';
import { type Given, languageOf } from '../../policy/reading';
import { nameIn } from '../permissions/iam-names';
import type { NameShape } from './workspace-index';

/**
 * What a role may be called: `orders-us-east-1` of `orders-${AWS::Region}`, where stand-ins speak for what is not given of the
 * deployment; one name for each value that a parameter is known to take; and what references to it say.
 */
export function namesOf(role: Resource, given: Given = {}): readonly string[] {
  const { name } = role;
  if (!name || literalOf(name) !== undefined) return [nameIn(role)];
  const readings = [...certainReadings(name), ...possibleReadings(name)].map(parts => spelled(name, parts, given));
  return [...new Set([...readings, nameIn(role)])];
}

/** When nobody overrides a default: one of these, where a parameter has none. */
export function usualNamesOf(role: Resource, given: Given = {}): readonly string[] {
  const { name } = role;
  if (!name || literalOf(name) !== undefined) return [nameIn(role)];
  return certainReadings(name).map(parts => spelled(name, parts, given));
}

function spelled(name: Text, parts: Parts, given: Given): string {
  return parts
    .map(part => {
      if (typeof part === 'string') return part;
      const { certain } = languageOf({ ...name, parts: [part] }, 'literal', given);
      return (certain.kind === 'strings' ? certain.list[0] : undefined) ?? `\${${part.hole}}`;
    })
    .join('');
}

export function hasShape(name: string, shape: NameShape): boolean {
  if ('name' in shape) return name === shape.name;
  return 'beginning' in shape ? name.startsWith(shape.beginning) : name.endsWith(shape.ending);
}

/** The key under which a question about a shape is recorded. Nothing is kept under it. */
export function shapeKey(shape: NameShape): string {
  if ('name' in shape) return `role called ${shape.name}`;
  if ('beginning' in shape) return `role that begins ${shape.beginning.slice(0, LONGEST)}`;
  return `role that ends ${shape.ending.slice(-LONGEST)}`;
}

/** The keys of all shapes that a role has: what changes when it comes, goes or is another. */
export function shapeKeysOf(role: Resource): readonly string[] {
  return namesOf(role).flatMap(name => {
    const lengths = Array.from({ length: Math.min(name.length, LONGEST) + 1 }, (_, length) => length);
    return [
      shapeKey({ name }),
      ...lengths.map(length => shapeKey({ beginning: name.slice(0, length) })),
      ...lengths.map(length => shapeKey({ ending: name.slice(name.length - length) })),
    ];
  });
}

/** Whether two versions of a role are the same to others: called alike, trusting the same, in the same place and environment. */
export function looksLike(role: Resource, other: Resource | undefined): boolean {
  return other !== undefined && equalData(outside(role), outside(other));
}

function outside({ name, label, trust, tags, claims, when, scope, at }: Resource): unknown {
  return { name, label, trust, tags, claims, when, scope, at };
}

/** A name in IAM has at most 64 characters; of one with a path and of a longer shape, so much is told apart. */
const LONGEST = 64;
