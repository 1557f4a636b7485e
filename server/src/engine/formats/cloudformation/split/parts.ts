import type { SyntaxNode } from '../../../syntax/tree';
import { child, children, type Place } from '../../place';
import { wordAt } from '../intrinsics';
import { macrosOf } from '../read-template';
import { type Names, namesIn, type Section } from './names';

/** An entry of a section, with what it names. */
export interface Part {
  readonly section: Section;
  readonly key: string;
  readonly names: Names;
}

/** A template as parts that name each other. */
export interface Parts {
  readonly all: readonly Part[];
  /** Parameters, conditions and mappings, by section and name. */
  readonly declared: ReadonlyMap<string, Part>;
  readonly resources: ReadonlyMap<string, Part>;
  /** What says something for all resources of SAM's types. */
  readonly globals: readonly Part[];
  /** Resources that SAM makes of several: an API for all functions that name none. By name, those that it is made of. */
  readonly implied: ReadonlyMap<string, readonly string[]>;
}

const sections: readonly Section[] = ['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs', 'Rules'];

export function partsOf(root: Place): Parts {
  const all = sections.flatMap(section => partsIn(root, section));
  const globals = child(root, 'Globals');
  return {
    all,
    declared: new Map(all.filter(isDeclaration).map(part => [nameOf(part.section, part.key), part])),
    resources: new Map(all.filter(({ section }) => section === 'Resources').map(part => [part.key, part])),
    globals: globals ? [{ section: 'Globals', key: 'Globals', names: namesIn(globals, 'Globals', 'Globals') }] : [],
    implied: impliedBy(root),
  };
}

function partsIn(root: Place, section: Section): readonly Part[] {
  const place = child(root, section);
  return place
    ? children(place).map(one => ({ section, key: one.key, names: namesIn(one.place, one.key, section) }))
    : [];
}

export function isDeclaration({ section }: Part): boolean {
  return section === 'Parameters' || section === 'Conditions' || section === 'Mappings';
}

export function nameOf(section: Section, key: string): string {
  return `${section} ${key}`;
}

/** What a part needs of the parameters, conditions and mappings. */
export function needsOf({ names }: Part): readonly string[] {
  return [
    ...[...names.references].map(key => nameOf('Parameters', key)),
    ...[...names.conditions].map(key => nameOf('Conditions', key)),
    ...[...names.mappings].map(key => nameOf('Mappings', key)),
  ];
}

/** The events of SAM for which it makes an API where a function names none. */
const apis: readonly (readonly [type: string, property: string, implied: string])[] = [
  ['Api', 'RestApiId', 'ServerlessRestApi'],
  ['HttpApi', 'ApiId', 'ServerlessHttpApi'],
];

function impliedBy(root: Place): ReadonlyMap<string, readonly string[]> {
  const resources = child(root, 'Resources');
  const found = new Map<string, string[]>();
  for (const { key, place } of resources ? children(resources) : []) {
    const properties = child(place, 'Properties');
    const events = properties && child(properties, 'Events');
    for (const event of events ? children(events) : []) {
      for (const [type, property, implied] of apis) {
        if (wordAt(child(event.place, 'Type')) !== type || names(event.place, property)) continue;
        found.set(implied, [...(found.get(implied) ?? []), key]);
      }
    }
  }
  return found;
}

function names(event: Place, property: string): boolean {
  const properties = child(event, 'Properties');
  return properties !== undefined && child(properties, property) !== undefined;
}

/** Macros of AWS that make nothing of a template but what its parts say. */
const known = /^AWS::(?:Serverless|LanguageExtensions|SecretsManager)\b/;

/** Why nobody can tell what belongs together, or nothing. */
export function obscurityOf(root: Place, parts: Parts): string | undefined {
  const macro = macrosOf(root).find(name => !known.test(name));
  if (macro !== undefined) return `the macro \`${macro}\` makes what it likes of the whole template`;
  if (child(root, 'Hooks')) return 'its `Hooks` name resources of the whole template';
  for (const { key, names } of [...parts.all, ...parts.globals]) {
    if (names.obscure === key) return `nobody can tell what \`${key}\` makes`;
    if (names.obscure !== undefined) return `nobody can tell what \`${names.obscure}\` names in \`${key}\``;
  }
  return isModular(child(root, 'Resources')?.node) ? 'a module brings resources that are not written here' : undefined;
}

function isModular(resources: SyntaxNode | undefined): boolean {
  if (resources?.kind !== 'map') return false;
  return resources.entries.some(({ value }) => {
    const type = value.kind === 'map' ? value.entries.find(({ key }) => key.raw === 'Type')?.value : undefined;
    return type?.kind !== 'scalar' || type.tag !== undefined || type.raw.endsWith('::MODULE');
  });
}
