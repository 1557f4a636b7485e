import type { Settings } from '../../model/model';
import type { Place } from '../place';
import { isAccountId, knownEnvironment } from './environments';
import { tiers } from './names';
import type { Reader } from './reader';

export function readDeployments(
  place: Place | undefined,
  accounts: Settings['accounts'],
  environments: readonly string[],
  read: Reader,
): Settings['deployments'] {
  return read.list(place, '`deployments`').flatMap(entry => {
    const fields = read.fields(entry, 'a deployment', ['files', 'account', 'region', 'environment', 'parameters']);
    if (!fields) return [];
    const files = read.texts(fields.files, '`files`');
    if (!files) {
      if (!fields.files) read.report(entry.at, 'a deployment needs `files`');
      return [];
    }
    const account = knownAccount(fields.account, accounts, read);
    if (fields.account && account === undefined) return [];
    const region = read.text(fields.region, '`region`');
    const environment = knownEnvironment(fields.environment, environments, read);
    return [
      {
        files,
        ...(account === undefined ? {} : { account }),
        ...(region === undefined ? {} : { region }),
        ...(environment === undefined ? {} : { environment }),
        parameters: readParameters(fields.parameters, read),
        at: entry.at,
      },
    ];
  });
}

function knownAccount(place: Place | undefined, accounts: Settings['accounts'], read: Reader): string | undefined {
  const said = read.text(place, '`account`');
  if (!place || said === undefined) return undefined;
  if (isAccountId(said) || accounts.some(({ name }) => name === said)) return said;
  read.unknown(
    place.at,
    'account',
    said,
    accounts.flatMap(({ name }) => name ?? []),
  );
  return undefined;
}

function readParameters(place: Place | undefined, read: Reader): Readonly<Record<string, string>> {
  const values = read.entries(place, '`parameters`').flatMap(({ key, place: value }) => {
    const text = read.text(value, `parameter \`${key}\``);
    return text === undefined ? [] : [[key, text] as const];
  });
  return Object.fromEntries(values);
}

/** Undefined when the file says nothing about it; then the default holds. */
export function readSeparate(
  place: Place | undefined,
  environments: readonly string[],
  read: Reader,
): Settings['separate'] {
  if (!place) return undefined;
  const known = [...tiers, ...environments];
  return read.list(place, '`separate`').flatMap(pair => {
    const sides = read.list(pair, 'a pair of `separate`');
    if (sides.length !== 2) {
      read.report(pair.at, 'each entry of `separate` is a list of two: one side, and the other');
      return [];
    }
    const [one, other] = sides.map(side => readSide(side, known, read));
    return one && other ? [{ one, other }] : [];
  });
}

function readSide(place: Place, known: readonly string[], read: Reader): readonly string[] | undefined {
  const names = read.texts(place, 'an environment of `separate`');
  const strange = names?.find(name => !known.includes(name));
  if (strange === undefined) return names;
  read.unknown(place.at, 'tier or environment', strange, known);
  return undefined;
}
