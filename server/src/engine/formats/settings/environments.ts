import { usualEnvironments } from '../../model/environment-words';
import type { Settings } from '../../model/model';
import { below } from '../../text/text';
import { items, type Place } from '../place';
import { tiers, usualNames } from './names';
import { type Reader, removing } from './reader';
import { environmentShape } from './settings-shape';

export function readEnvironments(place: Place | undefined, read: Reader): Settings['environments'] {
  const environments: Settings['environments'][number][] = [];
  for (const { key, place: entry } of read.entries(place, '`environments`')) {
    const environment = readEnvironment(key, entry, read);
    if (!environment) continue;
    reportDoubleAliases(environment, entry, environments, read);
    environments.push(environment);
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

/** A word that means two environments says neither. */
function reportDoubleAliases(
  { name, aliases }: Settings['environments'][number],
  entry: Place,
  before: Settings['environments'],
  read: Reader,
): void {
  for (const [i, alias] of aliases.entries()) {
    const other = before.find(one => wordsOf(one).includes(alias.toLowerCase()));
    const again = aliases.indexOf(alias) < i;
    if (!other && !again) continue;
    const at = aliasPlace(entry, i);
    const message = other
      ? `\`${alias}\` is environment \`${other.name}\` already, and cannot be \`${name}\` too`
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
export function environmentNames(environments: Settings['environments']): readonly string[] {
  return [...environments.flatMap(({ name, aliases }) => [name, ...aliases]), ...usualNames];
}

/** The one name of what an environment is called by: of `prd`, `production`. */
export function environmentCalled(word: string, environments: Settings['environments']): string {
  const called = word.toLowerCase();
  const declared = environments.find(one => wordsOf(one).includes(called));
  const usual = usualEnvironments.find(({ name, words, aloneWords }) =>
    [name, ...words, ...aloneWords].includes(called),
  );
  return declared?.name ?? usual?.name ?? called;
}

/** What accounts are called, in entries too that have something wrong: others may name them. */
export function accountNamesIn(place: Place | undefined): readonly string[] {
  return (place ? items(place) : []).flatMap(({ node }) => {
    const name = node.kind === 'map' ? node.entries.find(({ key }) => key.raw === 'name')?.value : undefined;
    return name?.kind === 'scalar' && name.value !== null ? [name.raw] : [];
  });
}

/** The environment that a value names; a problem when nobody knows it. */
export function knownEnvironment(
  place: Place | undefined,
  environments: readonly string[],
  read: Reader,
): string | undefined {
  const said = read.text(place, '`environment`');
  if (!place || said === undefined) return undefined;
  if (environments.some(name => name.toLowerCase() === said.toLowerCase())) return said;
  const root = { ...place.at, path: [] };
  read.unknown(place.at, 'environment', said, environments, [
    { do: 'add', at: below(root, 'environments'), key: said, value: {} },
  ]);
  return undefined;
}
