import { sharedEnvironments, usualEnvironments } from '../../model/environment-words';
import type { Settings } from '../../model/settings';
import { below } from '../../text/text';
import { items, type Place } from '../place';
import { tiers, usualNames } from './names';
import { type Reader, removing } from './reader';
import { environmentShape } from './settings-shape';

export function readEnvironments(place: Place | undefined, read: Reader): Settings['environments'] {
  const environments: Settings['environments'][number][] = [];
  const known = new Map<string, string>();
  for (const { key, place: entry } of read.entries(place, '`environments`')) {
    const environment = readEnvironment(key, entry, read);
    if (!environment) continue;
    reportDoubleAliases(environment, entry, known, read);
    environments.push(environment);
    for (const word of wordsOf(environment)) if (!known.has(word)) known.set(word, environment.name);
  }
  return environments;
}

function readEnvironment(name: string, entry: Place, read: Reader): Settings['environments'][number] | undefined {
  const fields = read.fields(entry, environmentShape, `environment \`${name}\``);
  if (!fields) return undefined;
  const said = read.text(fields.tier, '`tier`');
  const tier = tiers.find(known => known === said);
  const isStrange = fields.tier !== undefined && said !== undefined && !tier;
  if (isStrange) read.unknown(fields.tier.at, 'tier', said, tiers);
  const aliases = fields.aliases ? read.texts(fields.aliases, 'an alias') : [];
  if (isStrange || !aliases) return undefined;
  return { name, ...(tier ? { tier } : {}), aliases, at: entry.at };
}

/** A word that means two environments says neither. `known`: the environments before it, by their words. */
function reportDoubleAliases(
  { name, aliases }: Settings['environments'][number],
  entry: Place,
  known: ReadonlyMap<string, string>,
  read: Reader,
): void {
  const own = new Set<string>();
  for (const [i, alias] of aliases.entries()) {
    const other = known.get(alias.toLowerCase());
    const again = own.has(alias);
    own.add(alias);
    if (other === undefined && !again) continue;
    const at = aliasPlace(entry, i);
    const message = other
      ? `\`${alias}\` is environment \`${other}\` already, and cannot be \`${name}\` too`
      : `\`${alias}\` stands here twice`;
    read.report(at, message, { severity: 'warning', remedies: [removing(at, `\`${alias}\``)] });
  }
}

function aliasPlace(entry: Place, index: number) {
  const aliases = entry.node.kind === 'map' ? entry.node.entries.find(({ key }) => key.raw === 'aliases') : undefined;
  return aliases?.value.kind === 'list' ? below(entry.at, 'aliases', index) : below(entry.at, 'aliases');
}

function wordsOf({ name, aliases }: Settings['environments'][number]): readonly string[] {
  return [name, ...aliases].map(word => word.toLowerCase());
}

/** Everything that an environment may be called in the rest of the file. */
export interface EnvironmentWords {
  /** As it is written, what is declared first. */
  readonly names: readonly string[];
  /** The one name of what a word in lower case means: of `prd`, `production`. */
  readonly called: ReadonlyMap<string, string>;
}

export function environmentWords(environments: Settings['environments']): EnvironmentWords {
  const usual = usualEnvironments.flatMap(({ name, words, aloneWords }) =>
    [name, ...words, ...aloneWords].map(word => [word, name] as const),
  );
  const shared = sharedEnvironments.map(name => [name, name] as const);
  const declared = environments.flatMap(one => wordsOf(one).map(word => [word, one.name] as const));
  return {
    names: [...environments.flatMap(({ name, aliases }) => [name, ...aliases]), ...usualNames],
    // Of a word that is said twice, the first counts.
    called: new Map([...shared, ...usual, ...declared.reverse()]),
  };
}

/** What accounts are called, in entries too that have something wrong: others may name them. */
export function accountNamesIn(place: Place | undefined): ReadonlySet<string> {
  const names = (place ? items(place) : []).flatMap(({ node }) => {
    const name = node.kind === 'map' ? node.entries.find(({ key }) => key.raw === 'name')?.value : undefined;
    return name?.kind === 'scalar' && name.value !== null ? [name.raw] : [];
  });
  return new Set(names);
}

/** The environment that a value names; a problem when nobody knows it. */
export function knownEnvironment(
  place: Place | undefined,
  { names, called }: EnvironmentWords,
  read: Reader,
): string | undefined {
  const said = read.text(place, '`environment`');
  if (!place || said === undefined) return undefined;
  if (called.has(said.toLowerCase())) return said;
  const root = { ...place.at, path: [] };
  read.unknown(place.at, 'environment', said, names, [
    { do: 'add', at: below(root, 'environments'), key: said, value: {} },
  ]);
  return undefined;
}
